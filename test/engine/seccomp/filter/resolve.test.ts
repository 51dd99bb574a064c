import { describe, expect, test } from 'vitest';
import { decide, parseCall, parseProfile, resolve, type Target } from '../../../../src/engine/seccomp/index.ts';
import { profileText, TARGET } from '../inline.ts';
import { filterFrom } from '../presets.ts';

/** "refused: error flags 1:44", or "starts:" with what else is to say. */
function outcome(text: string, target: Partial<Target> = {}): string {
  const profile = parseProfile(text).value;
  if (profile === undefined) return 'no profile';
  const { value, diagnostics } = resolve(profile, { ...TARGET, ...target });
  const told = diagnostics.map(
    ({ severity, code, span }) => `${severity} ${code} ${span?.line ?? '-'}:${span?.column ?? '-'}`,
  );
  return [`${value === undefined ? 'refused' : 'starts'}:`, ...told].join(' ');
}

const HEAD = '"defaultAction":"SCMP_ACT_ERRNO"';
const rule = (members: string) => `{${HEAD},"syscalls":[\n{${members}}]}`;
const NOTIFY = '"names":["mkdir"],"action":"SCMP_ACT_NOTIFY"';

describe('whether the container starts', () => {
  test.each<[string, string, Partial<Target>, string]>([
    ['a profile of nothing is none', '{}', {}, 'starts:'],
    ['trailing commas are read over', `{${HEAD},}`, {}, 'starts:'],
    [
      'no default action',
      '{"syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}',
      {},
      'refused: error action-unknown 1:1',
    ],
    [
      'no default action, and no rule that applies',
      '{"syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_KILL"]}}]}',
      {},
      'starts:',
    ],
    ['an unknown default action', '{"defaultAction":"DENY"}', {}, 'refused: error action-unknown 1:18'],
    ['an unknown action', rule('"names":["read"],"action":"DENY"'), {}, 'refused: error action-unknown 2:28'],
    [
      'an unknown action in a rule without names',
      rule('"names":[],"action":"DENY"'),
      {},
      'refused: error action-unknown 2:22',
    ],
    [
      'an unknown action in a rule that does not apply',
      rule('"names":["read"],"action":"DENY","excludes":{"arches":["amd64"]}'),
      {},
      'starts:',
    ],
    [
      'an unknown comparison',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"op":"EQ"}]'),
      {},
      'refused: error operator-unknown 2:53',
    ],
    [
      'an unknown comparison in a rule without names',
      rule('"names":[],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"op":"EQ"}]'),
      {},
      'starts:',
    ],
    [
      'an argument too many',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW","args":[{"index":6,"op":"SCMP_CMP_EQ"}]'),
      {},
      'refused: error argument-index 2:53',
    ],
    [
      'an argument too many in a rule that is dropped',
      rule('"names":["read"],"action":"SCMP_ACT_ERRNO","args":[{"index":6,"op":"SCMP_CMP_EQ"}]'),
      {},
      'starts:',
    ],
    [
      'an argument too many for a call nobody knows',
      rule('"names":["nosuch"],"action":"SCMP_ACT_ALLOW","args":[{"index":6,"op":"SCMP_CMP_EQ"}]'),
      {},
      'starts:',
    ],
    ['an empty name', rule('"names":[""],"action":"SCMP_ACT_ERRNO"'), {}, 'refused: error name-empty 2:11'],
    [
      'name beside names',
      rule('"name":"read","names":["write"],"action":"SCMP_ACT_ALLOW"'),
      {},
      'refused: error name-with-names 2:9',
    ],
    ['flags', `{${HEAD},"flags":["SECCOMP_FILTER_FLAG_LOG"]}`, {}, 'refused: error flags 1:44'],
    ['an unknown architecture', `{${HEAD},"architectures":["x86"]}`, {}, 'refused: error architecture-unknown 1:52'],
    [
      'the other byte order',
      `{${HEAD},"architectures":["SCMP_ARCH_S390X"]}`,
      {},
      'refused: error architecture-byte-order 1:52',
    ],
    [
      'the other byte order on a big-endian machine',
      `{${HEAD},"architectures":["SCMP_ARCH_S390","SCMP_ARCH_PPC64LE"]}`,
      { arch: 'SCMP_ARCH_S390X' },
      'refused: error architecture-byte-order 1:69',
    ],
    [
      'architectures of one byte order',
      `{${HEAD},"architectures":["SCMP_ARCH_S390","SCMP_ARCH_MIPS64","SCMP_ARCH_S390"]}`,
      { arch: 'SCMP_ARCH_PPC' },
      'starts:',
    ],
    [
      'an unknown architecture in the entry of the machine',
      `{${HEAD},"archMap":[\n{"architecture":"SCMP_ARCH_X86_64","subArchitectures":["x86"]}]}`,
      {},
      'refused: error architecture-unknown 2:1',
    ],
    [
      'an unknown architecture in the entry of another machine',
      `{${HEAD},"archMap":[\n{"architecture":"SCMP_ARCH_AARCH64","subArchitectures":["arm"]}]}`,
      {},
      'starts:',
    ],
    [
      'architectures beside archMap',
      `{${HEAD},"architectures":["SCMP_ARCH_X86"],"archMap":[{}]}`,
      {},
      'refused: error architectures-with-archmap 1:18',
    ],
    [
      'an error number of 4095',
      rule('"names":["read"],"action":"SCMP_ACT_ERRNO","errnoRet":4095'),
      {},
      'refused: error errno-large 2:28',
    ],
    [
      'an error number of 4095, for TRACE',
      rule('"names":["read"],"action":"SCMP_ACT_TRACE","errnoRet":4095'),
      {},
      'starts:',
    ],
    ['an error number of 4095 by default', `{${HEAD},"defaultErrnoRet":4095}`, {}, 'refused: error errno-large 1:18'],
    ['notify as default', '{"defaultAction":"SCMP_ACT_NOTIFY"}', {}, 'refused: error notify-default 1:18'],
    ['notify without an agent', rule(NOTIFY), {}, 'refused: error notify-listener 2:29'],
    ['notify with an agent', rule(NOTIFY).replace('{', '{"listenerPath":"/run/agent",'), {}, 'starts:'],
    [
      'notify for write',
      rule(NOTIFY.replace('mkdir', 'write')).replace('{', '{"listenerPath":"/run/agent",'),
      {},
      'refused: error notify-write 2:11',
    ],
    [
      'notify before Linux 5.7',
      rule(NOTIFY).replace('{', '{"listenerPath":"/run/agent",'),
      { kernel: '5.6' },
      'refused: error action-kernel 2:29',
    ],
    [
      'log before Linux 4.14',
      rule('"names":["read"],"action":"SCMP_ACT_LOG"'),
      { kernel: '4.13.9' },
      'refused: error action-kernel 2:28',
    ],
    ['log since', rule('"names":["read"],"action":"SCMP_ACT_LOG"'), { kernel: '4.14.0-1-amd64' }, 'starts:'],
    [
      'a kernel that can not be read, where a rule asks',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":"4.8"}'),
      { kernel: 'six' },
      'refused: error kernel-version 2:1',
    ],
    [
      'a kernel that can not be read, where none asks',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW"'),
      { kernel: 'six' },
      'starts:',
    ],
    [
      'two actions for the same arguments',
      profileText('kill: allow mkdir arg0==1 | errno mkdir arg0==1'),
      {},
      'refused: error rule-conflict 3:11',
    ],
    [
      'on one ABI alone',
      profileText('kill[x86]: allow mkdir arg0==1 | errno mkdir arg0==0x100000001'),
      {},
      'refused: error rule-conflict 3:11',
    ],
    [
      'which the number of 64 bits tells apart',
      profileText('kill: allow mkdir arg0==1 | errno mkdir arg0==0x100000001'),
      {},
      'starts:',
    ],
    [
      'more conditions than instructions',
      profileText(`errno: ${Array.from({ length: 4200 }, (_, i) => `allow mkdir arg0==${i}`).join('|')}`),
      {},
      'refused: error program-too-long 4097:11',
    ],
    [
      'a part that never loads the number',
      profileText('kill[aarch64]: trace _llseek arg2!=2 | trace accept4 arg0<=38'),
      {},
      'starts: warning libseccomp-number-unread -:-',
    ],
    [
      'a part of a rule that is lost',
      profileText('errno: allow clone arg1>0xffffffff | allow clone arg1>0 arg2!=39'),
      {},
      'starts: warning libseccomp-misreads 3:11',
    ],
    [
      'a block that misreads',
      profileText('log: trap bind arg0!=0x100000001 arg1<0x80000000 | trap bind arg0<=1'),
      { arch: 'SCMP_ARCH_X86' },
      'starts: warning libseccomp-misreads 3:11',
    ],
  ])('%s', (_, text, target, expected) => {
    expect(outcome(text, target)).toBe(expected);
  });
});

const ARG = (members: string) => rule(`"names":["read"],"action":"SCMP_ACT_ALLOW","args":[${members}]`);
const SEVEN = [0, 1, 2, 3, 4, 5, 9].map((index) => `{"index":${index},"op":"SCMP_CMP_EQ"}`).join();

// The verdicts on these stand in test/oracle/recordings/seccomp/crun.json; here is where each problem is shown.
describe('what crun refuses, and where it differs from runc', () => {
  test.each<[string, string, string, string]>([
    [
      'an error number for ALLOW',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW","errnoRet":1'),
      'refused: error errno-unused 2:28',
      'starts:',
    ],
    [
      'an error number of 33 bits',
      rule('"names":["read"],"action":"SCMP_ACT_ERRNO","errnoRet":4294967296'),
      'refused: error errno-large 2:28',
      'starts:',
    ],
    [
      'an error number beyond what is exact',
      rule('"names":["read"],"action":"SCMP_ACT_ERRNO","errnoRet":18446744073709486081'),
      'refused: error errno-large 2:28',
      'starts:',
    ],
    [
      "libseccomp's word for an architecture",
      `{${HEAD},"architectures":["x86"]}`,
      'starts:',
      'refused: error architecture-unknown 1:52',
    ],
    [
      'an architecture that libseccomp alone knows',
      `{${HEAD},"architectures":["SCMP_ARCH_SH"]}`,
      'starts: info architecture-not-here -:-',
      'refused: error architecture-unknown 1:52',
    ],
    [
      "Go's word for an architecture",
      `{${HEAD},"architectures":["amd64"]}`,
      'refused: error architecture-unknown 1:52',
      'refused: error architecture-unknown 1:52',
    ],
    [
      'the other byte order',
      `{${HEAD},"architectures":["s390x"]}`,
      'refused: error architecture-byte-order 1:52',
      'refused: error architecture-unknown 1:52',
    ],
    ['a known flag', `{${HEAD},"flags":["SECCOMP_FILTER_FLAG_LOG"]}`, 'starts:', 'refused: error flags 1:44'],
    ['an unknown flag', `{${HEAD},"flags":["LOG"]}`, 'refused: error flags 1:44', 'refused: error flags 1:44'],
    [
      'a flag that no listener has beside it',
      `{${HEAD},"flags":["SECCOMP_FILTER_FLAG_TSYNC"],"listenerPath":"/run/agent"}`,
      'refused: error flags 1:44',
      'refused: error flags 1:44',
    ],
    [
      'a relative path to an agent',
      `{${HEAD},"listenerPath":"agent"}`,
      'refused: error listener-relative 1:18',
      'starts:',
    ],
    ['no path to an agent', `{${HEAD},"listenerPath":""}`, 'starts:', 'starts:'],
    ['notify without an agent', rule(NOTIFY), 'starts:', 'refused: error notify-listener 2:29'],
    ['notify by default', '{"defaultAction":"SCMP_ACT_NOTIFY"}', 'starts:', 'refused: error notify-default 1:18'],
    ['an empty name', rule('"names":[""],"action":"SCMP_ACT_ALLOW"'), 'starts:', 'refused: error name-empty 2:11'],
    ['a rule without names', rule('"action":"SCMP_ACT_ALLOW"'), 'refused: error names-missing 2:1', 'starts:'],
    [
      'an unknown action without names',
      rule('"names":[],"action":"DENY"'),
      'refused: error action-unknown 2:22',
      'refused: error action-unknown 2:22',
    ],
    [
      'an argument too many',
      ARG('{"index":6,"op":"SCMP_CMP_EQ"}'),
      'refused: error argument-index 2:53',
      'refused: error argument-index 2:53',
    ],
    [
      'an argument far too many',
      ARG('{"index":4294967296,"op":"SCMP_CMP_EQ"}'),
      'refused: error argument-unread 2:53',
      'refused: error argument-index 2:53',
    ],
    ['in the seventh condition', ARG(SEVEN), 'starts:', 'refused: error argument-index 2:239'],
    [
      'an unknown comparison',
      ARG('{"index":0,"op":"EQ"}'),
      'refused: error operator-unknown 2:53',
      'refused: error operator-unknown 2:53',
    ],
    [
      'for a call nobody knows',
      rule('"names":["nosuch"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"op":"EQ"}]'),
      'starts:',
      'refused: error operator-unknown 2:55',
    ],
    [
      'log before Linux 4.14',
      rule('"names":["read"],"action":"SCMP_ACT_LOG"'),
      'refused: error action-kernel 2:28',
      'refused: error action-kernel 2:28',
    ],
  ])('%s', (_, text, crun, runc) => {
    const kernel = text.includes('SCMP_ACT_LOG') ? '4.13' : '6.12';
    const both = (['crun', 'runc'] as const).map((runtime) => outcome(text, { runtime, engine: 'docker', kernel }));
    expect(both).toEqual([crun, runc]);
  });

  test.each([
    ['{}', 'refused: error action-unknown 1:21'],
    [`{${HEAD},"listenerPath":""}`, 'refused: error listener-relative 1:38'],
    [
      `{${HEAD},"syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW","args":[{"index":0}]}]}`,
      'refused: error argument-unread 1:119',
    ],
  ])('of an OCI config.json %s', (seccomp, expected) => {
    expect(outcome(`{"linux":{"seccomp":${seccomp}}}`, { runtime: 'crun' })).toBe(expected);
  });
});

describe('what Podman refuses, and where it differs from Docker', () => {
  test.each<[string, string, string, string]>([
    ['an error by name', `{${HEAD},"defaultErrno":"ENOSYS"}`, 'starts:', 'starts: info errno-unread 1:50'],
    [
      'an unknown error',
      `{${HEAD},"defaultErrno":"ENOSUCH"}`,
      'refused: error errno-unknown 1:50',
      'starts: info errno-unread 1:50',
    ],
    ['an error that is no string', `{${HEAD},"defaultErrno":38}`, 'refused: error type 1:50', 'starts:'],
    [
      'an error that is no string in a rule that does not apply',
      rule('"names":["read"],"action":"SCMP_ACT_ERRNO","errno":38,"excludes":{"arches":["amd64"]}'),
      'refused: error type 2:53',
      'starts:',
    ],
    [
      'an unknown error in a rule that does not apply',
      rule('"names":["read"],"action":"SCMP_ACT_ERRNO","errno":"ENOSUCH","excludes":{"arches":["amd64"]}'),
      'starts:',
      'starts: info errno-unread 2:53',
    ],
    [
      'architectures beside archMap',
      `{${HEAD},"architectures":["SCMP_ARCH_X86"],"archMap":[{}]}`,
      'refused: error architectures-with-archmap 1:18',
      'refused: error architectures-with-archmap 1:18',
    ],
    [
      'name beside names in a rule that does not apply',
      rule('"name":"read","names":["write"],"action":"SCMP_ACT_ALLOW","excludes":{"arches":["amd64"]}'),
      'starts:',
      'refused: error name-with-names 2:9',
    ],
    [
      'an unknown action in a rule without names',
      rule('"action":"DENY"'),
      'starts:',
      'refused: error action-unknown 2:11',
    ],
    [
      'a kernel that can not be read, where a rule asks',
      rule('"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":"4.8"}'),
      'starts:',
      'refused: error kernel-version 2:1',
    ],
  ])('%s', (_, text, podman, docker) => {
    const kernel = text.includes('minKernel') ? 'six' : '6.12';
    expect((['podman', 'docker'] as const).map((engine) => outcome(text, { engine, kernel }))).toEqual([
      podman,
      docker,
    ]);
  });

  test.each<[Target['arch'], string, string]>([
    ['SCMP_ARCH_RISCV64', 'riscv64', ''],
    ['SCMP_ARCH_MIPSEL64N32', 'mipsel64n32', 'mips3l64n32'],
    ['SCMP_ARCH_X86', 'x86', 'x86'],
    ['SCMP_ARCH_LOONGARCH64', 'loong64', ''],
    ['SCMP_ARCH_MIPS', 'mips', ''],
    ['SCMP_ARCH_MIPSEL', 'mipsel', 'mipsel'],
  ])('the name of %s in a rule: %s, for Docker %j', (arch, podman, docker) => {
    const names = [
      'riscv64',
      'mipsel64n32',
      'mips3l64n32',
      'x86',
      'loong64',
      'loongarch64',
      'mips',
      'mipsel',
      'mipsle',
      '',
    ];
    const applied = (['podman', 'docker'] as const).map((engine) =>
      names.filter((name) => {
        const text = rule(`"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"arches":["${name}"]}`);
        const profile = parseProfile(text).value;
        return profile && resolve(profile, { ...TARGET, arch, engine }).value?.inactive.size === 0;
      }),
    );
    expect(applied).toEqual([[podman], [docker]]);
  });
});

describe('what the filter knows', () => {
  test.each([
    ['docker-26.1 x86_64', ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']],
    ['docker-26.1 aarch64', ['SCMP_ARCH_AARCH64', 'SCMP_ARCH_ARM']],
    ['docker-26.1 s390x', ['SCMP_ARCH_S390X', 'SCMP_ARCH_S390']],
    ['docker-26.1 mipsel64n32', ['SCMP_ARCH_MIPSEL64N32', 'SCMP_ARCH_MIPSEL', 'SCMP_ARCH_MIPSEL64']],
    // moby 26.1.5 doesn't read archMap there, but runc and libseccomp have the machine's own.
    ['docker-26.1 riscv64', ['SCMP_ARCH_RISCV64']],
    ['docker-26.1 mipsel', ['SCMP_ARCH_MIPSEL']],
    ['docker-26.1 x86', ['SCMP_ARCH_X86']],
    ['talk-2016 x86_64', ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']],
    ['talk-2016 aarch64', ['SCMP_ARCH_AARCH64', 'SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']],
  ])('%s: %j, the native one first', (words, architectures) => {
    expect(filterFrom(words).architectures).toEqual(architectures);
  });
});

// errno(3): numbers differ by architecture, and Podman's are those of the machine that it runs on.
test.each<[Target['arch'], number]>([
  ['SCMP_ARCH_X86_64', 38],
  ['SCMP_ARCH_MIPS64', 89],
])('an error that Podman is told by name, on %s', (arch, data) => {
  const text =
    '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_ERRNO","errno":"ENOSYS"}]}';
  const profile = parseProfile(text).value;
  const call = parseCall('mkdir', arch).value;
  const filter = profile && resolve(profile, { ...TARGET, arch, runtime: 'crun' }).value;
  expect(filter && call && decide(filter, call)).toMatchObject({ action: 'ERRNO', data });
});
