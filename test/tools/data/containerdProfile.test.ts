import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../../src/engine/linux/index.ts';
import type { ProfileJson } from '../../../src/engine/seccomp/index.ts';
import { containerdProfile, type UnixConstants } from '../../../src/tools/data/containerdProfile.ts';

const CONSTANTS: UnixConstants = {
  value: (name) => ({ AF_VSOCK: 40n, CLONE_NEWNS: 0x20000n, CLONE_NEWUSER: 0x10000000n })[name],
  enosys: { mips: 89, others: 38 },
};

const ARCHES = `func arches() []specs.Arch {
	switch runtime.GOARCH {
	case "amd64":
		return []specs.Arch{specs.ArchX86_64, specs.ArchX86}
	case "mipsel64": // no value of GOARCH
		return []specs.Arch{specs.ArchMIPSEL64}
	default:
		return []specs.Arch{}
	}
}
`;

/** A source in containerd's form with these statements between its first list and its end. */
function sourceWith(statements: string): string {
  return `${ARCHES}
func DefaultProfile(sp *specs.Spec) *specs.LinuxSeccomp {
	nosys := uint(unix.ENOSYS)
	syscalls := []specs.LinuxSyscall{
		{
			Names: []string{"read"},
			Action: specs.ActAllow,
			Args:   []specs.LinuxSeccompArg{},
		},
	}
	s := &specs.LinuxSeccomp{
		DefaultAction: specs.ActErrno,
		Architectures: arches(),
		Syscalls:      syscalls,
	}
	admin := false
	${statements}
	return s
}
`;
}

const append = (rule: string) => `s.Syscalls = append(s.Syscalls, specs.LinuxSyscall{${rule}})`;
const ALLOW = `Names: []string{"a", // since 6.7
		"b"},
	Action: specs.ActAllow,
	Args: []specs.LinuxSeccompArg{},
`;
const allowed = { names: ['a', 'b'], action: 'SCMP_ACT_ALLOW' };
const MIPS = ['mips64', 'mips64n32', 'mipsel', 'mipsel64', 'mips3l64n32'];
const forCapability = (name: string, body: string) =>
  `for _, c := range sp.Process.Capabilities.Bounding {\n switch c {\n case "${name}":\n ${body}\n }\n }`;

describe('a statement of containerd’s source becomes rules with the same conditions', () => {
  test.each<[string, string, object[]]>([
    ['without a condition', append(ALLOW), [allowed]],
    [
      'with arguments',
      append(
        'Names: []string{"a"}, Action: specs.ActAllow, Args: []specs.LinuxSeccompArg{ {Index: 1, Value: unix.CLONE_NEWNS | unix.CLONE_NEWUSER, ValueTwo: 0, Op: specs.OpMaskedEqual,}, },',
      ),
      [
        {
          names: ['a'],
          action: 'SCMP_ACT_ALLOW',
          args: [{ index: 1, value: 0x10020000, op: 'SCMP_CMP_MASKED_EQ' }],
        },
      ],
    ],
    [
      'by the kernel',
      `if ok, err := kernelversion.GreaterEqualThan(\n kernelversion.KernelVersion{Kernel: 4, Major: 8}); err == nil {\n if ok {\n ${append(ALLOW)}\n }\n }`,
      [{ ...allowed, includes: { minKernel: '4.8' } }],
    ],
    [
      'by GOARCH, and by none of those',
      `switch runtime.GOARCH {\n case "s390", "386":\n ${append(ALLOW)}\n default:\n ${append(ALLOW)}\n }`,
      [
        { ...allowed, includes: { arches: ['s390', 'x86'] } },
        { ...allowed, excludes: { arches: ['s390', 'x86'] } },
      ],
    ],
    ['by a capability', forCapability('CAP_BPF', append(ALLOW)), [{ ...allowed, includes: { caps: ['CAP_BPF'] } }]],
    [
      'without the capability that sets admin',
      `${forCapability('CAP_SYS_ADMIN', 'admin = true')}\n if !admin {\n ${append('Names: []string{"c"}, Action: specs.ActErrno, ErrnoRet: &nosys')}\n }`,
      [
        {
          names: ['c'],
          action: 'SCMP_ACT_ERRNO',
          errnoRet: 38,
          excludes: { caps: ['CAP_SYS_ADMIN'], arches: MIPS },
        },
        {
          names: ['c'],
          action: 'SCMP_ACT_ERRNO',
          errnoRet: 89,
          includes: { arches: MIPS },
          excludes: { caps: ['CAP_SYS_ADMIN'] },
        },
      ],
    ],
  ])('%s', (_, statements, rules) => {
    expect(containerdProfile(sourceWith(statements), CONSTANTS)).toEqual({
      defaultAction: 'SCMP_ACT_ERRNO',
      archMap: [{ architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86'] }],
      syscalls: [{ names: ['read'], action: 'SCMP_ACT_ALLOW' }, ...rules],
    });
  });

  test.each<[string, string]>([
    ['s.Flags = nil', 'Found the statement s.Flags = nil, which is not known.'],
    [`if sp == nil {\n ${append(ALLOW)}\n }`, 'Found the condition sp == nil, which is not known.'],
    [
      `switch runtime.GOOS {\n case "linux":\n ${append(ALLOW)}\n }`,
      'Found a switch over runtime.GOOS, which is not known.',
    ],
    [`switch runtime.GOARCH {\n case "z80":\n ${append(ALLOW)}\n }`, 'Found the architecture z80, which is not known.'],
    [`if ok {\n ${append(ALLOW)}\n } else {\n }`, 'Found else in the Go source, which is not read.'],
    [append('Names: []string{"a"}, Action: specs.ActNotify'), 'Found a rule for a that is not known.'],
    [
      append(
        'Names: []string{"a"}, Action: specs.ActAllow, Args: []specs.LinuxSeccompArg{{Index: 0, Value: unix.AF_MCTP, Op: specs.OpEqualTo}}',
      ),
      'Found a rule for a that is not known.',
    ],
    [
      append('Names: []string{"a"}, Action: specs.ActAllow, Comment: "b"'),
      'Found the field Comment, which is not known.',
    ],
    [
      append(
        'Names: []string{"a"}, Action: specs.ActAllow, Args: []specs.LinuxSeccompArg{{Index: 0, Value: 1, ValueTwo: 1, Op: specs.OpMaskedEqual}}',
      ),
      'Found the field ValueTwo, which is not known.',
    ],
    [
      `switch c {\n case "CAP_BPF", "CAP_PERFMON":\n ${append(ALLOW)}\n }`,
      'Found a switch over c, which is not known.',
    ],
    ["c := 'x'", "Found ' in Go source, expected a plain string."],
  ])('%s is not passed over', (statements, message) => {
    expect(() => containerdProfile(sourceWith(statements), CONSTANTS)).toThrow(message);
  });
});

describe('containerd 1.7.24', () => {
  const file = new URL('../../../content/data/profiles/containerd-1.7.json', import.meta.url);
  const profile: ProfileJson = JSON.parse(readFileSync(file, 'utf8'));
  const conditional = profile.syscalls.filter(({ includes, excludes }) => includes ?? excludes);

  // The cases of its switch over the bounding set, read by eye.
  const BY_CAPABILITY: Record<string, string> = {
    CAP_DAC_READ_SEARCH: 'open_by_handle_at',
    CAP_SYS_ADMIN:
      'bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie mount mount_setattr move_mount open_tree ' +
      'perf_event_open quotactl quotactl_fd setdomainname sethostname setns syslog umount umount2 unshare',
    CAP_SYS_BOOT: 'reboot',
    CAP_SYS_CHROOT: 'chroot',
    CAP_SYS_MODULE: 'delete_module init_module finit_module',
    CAP_SYS_PACCT: 'acct',
    CAP_SYS_PTRACE: 'kcmp pidfd_getfd process_madvise process_vm_readv process_vm_writev ptrace',
    CAP_SYS_RAWIO: 'iopl ioperm',
    CAP_SYS_TIME: 'settimeofday stime clock_settime clock_settime64',
    CAP_SYS_TTY_CONFIG: 'vhangup',
    CAP_SYS_NICE: 'get_mempolicy mbind set_mempolicy set_mempolicy_home_node',
    CAP_SYSLOG: 'syslog',
    CAP_BPF: 'bpf',
    CAP_PERFMON: 'perf_event_open',
  };
  test.each([...CAPABILITIES])('with %s', (capability) => {
    const rules = conditional.filter(({ includes }) => includes?.caps?.includes(capability));
    expect(rules.map(({ names }) => names.join(' '))).toEqual([BY_CAPABILITY[capability] ?? []].flat());
    expect(rules.every(({ includes, excludes }) => includes?.arches === undefined && excludes === undefined)).toBe(
      true,
    );
  });

  test.each<[word: string, names: string]>([
    ['amd64', 'arch_prctl modify_ldt'],
    ['x86', 'modify_ldt'],
    ['arm', 'arm_fadvise64_64 arm_sync_file_range sync_file_range2 breakpoint cacheflush set_tls'],
    ['arm64', 'arm_fadvise64_64 arm_sync_file_range sync_file_range2 breakpoint cacheflush set_tls'],
    ['ppc64le', 'sync_file_range2 swapcontext'],
    ['riscv64', 'riscv_flush_icache'],
    ['s390x', 's390_pci_mmio_read s390_pci_mmio_write s390_runtime_instr clone'],
    ['mips64', 'clone3'],
  ])('on %s', (word, names) => {
    const rules = conditional.filter(({ includes }) => includes?.arches?.includes(word));
    expect(rules.flatMap((rule) => rule.names).join(' ')).toBe(names);
  });

  test('the rest', () => {
    const [, ...others] = profile.syscalls.filter((rule) => !conditional.includes(rule));
    expect(others.map(({ names, args = [] }) => `${names} ${args.map(({ op, value }) => `${op} ${value}`)}`)).toEqual([
      'socket SCMP_CMP_NE 40',
      ...[0, 8, 0x20000, 0x20008, 0xffffffff].map((value) => `personality SCMP_CMP_EQ ${value}`),
    ]);
    expect(conditional.filter(({ includes }) => includes?.minKernel).map(({ names }) => names)).toEqual([
      ['process_vm_readv', 'process_vm_writev', 'ptrace'],
    ]);
    expect(
      profile.archMap?.map(({ architecture, subArchitectures }) => [architecture, ...(subArchitectures ?? [])]),
    ).toEqual([
      ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
      ['SCMP_ARCH_AARCH64', 'SCMP_ARCH_ARM'],
      ['SCMP_ARCH_MIPS64', 'SCMP_ARCH_MIPS', 'SCMP_ARCH_MIPS64N32'],
      ['SCMP_ARCH_S390X', 'SCMP_ARCH_S390'],
      ['SCMP_ARCH_RISCV64'],
    ]);
  });
});
