import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ProfileJson } from '../../../src/engine/seccomp/index.ts';
import { podmanProfile } from '../../../src/tools/data/tables/podmanBuiltProfile.ts';

const VALUES: Readonly<Record<string, bigint>> = { AF_NETLINK: 16n, NETLINK_AUDIT: 9n, EINVAL: 22n, ENOSYS: 38n };
const constant = (name: string) => VALUES[name];

/** A source in the form of containers/common with these rules, and what stands before them. */
const sourceWith = (rules: string, before = '', last = '') => `
func arches() []Architecture {
	return []Architecture{
		{
			Arch:      ArchX86_64,
			SubArches: []Arch{ArchX86, ArchX32},
		},
	}
}

// DefaultProfile defines the allowlist.
func DefaultProfile() *Seccomp {
	einval := uint(syscall.EINVAL)
	enosys := uint(unix.ENOSYS)
	${before}
	syscalls := []*Syscall{
		${rules}
	}

	return &Seccomp{
		DefaultAction:   ActErrno,
		DefaultErrnoRet: &enosys,
		ArchMap:         arches(),
		Syscalls:        syscalls,
		${last}
	}
}
`;

describe('a rule of containers/common’s source', () => {
  test.each<[string, string, object]>([
    [
      'allowed',
      'Names: []string{"read", "write"}, Action: ActAllow, Args: []*Arg{}',
      { names: ['read', 'write'], action: 'SCMP_ACT_ALLOW' },
    ],
    [
      'with an errno and a gate',
      'Names: []string{"socket"}, Action: ActErrno, ErrnoRet: &einval, Args: []*Arg{{Index: 0, Value: syscall.AF_NETLINK, Op: OpEqualTo,}, {Index: 2, Value: syscall.NETLINK_AUDIT, Op: OpEqualTo,},}, Excludes: Filter{Caps: []string{"CAP_AUDIT_WRITE"},}',
      {
        names: ['socket'],
        action: 'SCMP_ACT_ERRNO',
        errnoRet: 22,
        args: [
          { index: 0, value: 16, op: 'SCMP_CMP_EQ' },
          { index: 2, value: 9, op: 'SCMP_CMP_EQ' },
        ],
        excludes: { caps: ['CAP_AUDIT_WRITE'] },
      },
    ],
    [
      'with a comment, for machines',
      'Names: []string{"clone"}, Action: ActAllow, Comment: "another order", Includes: Filter{Arches: []string{"s390", "s390x"}}',
      {
        names: ['clone'],
        action: 'SCMP_ACT_ALLOW',
        comment: 'another order',
        includes: { arches: ['s390', 's390x'] },
      },
    ],
  ])('%s', (_, rule, expected) => {
    expect(podmanProfile(sourceWith(`{${rule}},`), constant)).toEqual({
      defaultAction: 'SCMP_ACT_ERRNO',
      defaultErrnoRet: 38,
      archMap: [{ architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'] }],
      syscalls: [expected],
    });
  });

  const READ = '{Names: []string{"read"}, Action: ActAllow},';
  test.each<[string, string]>([
    [sourceWith(READ, 'eperm := uint(unix.EPERM)'), 'Found EPERM, which no header gives a value.'],
    [sourceWith(READ, 'syscalls = nil'), 'Found the statement syscalls = nil, which is not known.'],
    [sourceWith(READ, '', 'Flags: nil,'), 'Found the field Flags, which is not known.'],
    [sourceWith('{Names: []string{"read"}, Action: ActErrno, ErrnoRet: &eperm},'), 'Found an errno that is not known.'],
    [sourceWith('{Names: []string{"read"}, Action: ActNotify},'), 'Found a rule for read that is not known.'],
    [
      sourceWith('{Names: []string{"read"}, Action: ActAllow, Includes: Filter{MinKernel: "4.8"}},'),
      'Found the field MinKernel, which is not known.',
    ],
    ['func DefaultProfile() *Seccomp {\n}\n', 'Found no profile in DefaultProfile.'],
  ])('what is not known is not passed over (%#)', (source, message) => {
    expect(() => podmanProfile(source, constant)).toThrow(message);
  });
});

test('Podman 3.0’s built-in rules: 40, a pair for each capability, the list of all with keyctl', () => {
  const file = new URL('../../../content/data/profiles/podman-3.0.json', import.meta.url);
  const { defaultErrnoRet, archMap, syscalls }: ProfileJson = JSON.parse(readFileSync(file, 'utf8'));
  const gated = (gate: 'includes' | 'excludes') => syscalls.filter((rule) => rule[gate]?.caps?.length === 1).length;
  expect([defaultErrnoRet, archMap?.length, syscalls.length, gated('includes'), gated('excludes')]).toEqual([
    38, 7, 40, 12, 16,
  ]);
  expect(syscalls[1]?.names.filter((name) => ['keyctl', 'socket', 'syscall', 'readdir'].includes(name))).toEqual([
    'keyctl',
    'readdir',
    'socket',
  ]);
});
