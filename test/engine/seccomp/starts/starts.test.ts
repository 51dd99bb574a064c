import { describe, expect, test } from 'vitest';
import {
  filterWith,
  formatCall,
  parseProfile,
  resolve,
  type Start,
  starts,
  type Target,
} from '../../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { profileText, TARGET } from '../inline.ts';
import { presetText } from '../presets.ts';

const RUNC =
  'openat fstatfs getdents64 close chdir capget read prctl fstat setgroups setgid setuid getcwd capset getppid newfstatat write execve';
const without = (names: string, gone: string) =>
  names
    .split(' ')
    .filter((name) => !gone.split(' ').includes(name))
    .join(' ');

function startOf(text: string, target: Partial<Target> = {}): Start | undefined {
  const profile = parseProfile(text).value;
  const filter = profile && resolve(profile, { ...TARGET, ...target }).value;
  return filter && starts(filter, text);
}

/** "openat execve, sometimes futex, other-user fchown | no_new_privs: close"; "starts" for none; "-" where there is no question. */
function inWords(start: Start | undefined): string {
  if (start === undefined) return '-';
  const told = (calls: Start['usual']) => {
    const of = (wanted: string, word: string) => {
      const names = calls
        .filter(({ when }) => when === wanted)
        .map(({ name, kinds }) =>
          kinds.length === 0 ? name : kinds.map((call) => formatCall(call).replace(/^\w+: /, '')).join(' '),
        );
      return names.length === 0 ? [] : [`${word}${names.join(' ')}`];
    };
    return (
      [...of('always', ''), ...of('sometimes', 'sometimes '), ...of('other-user', 'other-user ')].join(', ') || 'starts'
    );
  };
  return `${told(start.usual)} | no_new_privs: ${told(start.noNewPrivileges)}`;
}

const SOMETIMES = 'sometimes futex rt_sigreturn mmap';

describe('whether a container starts', () => {
  test.each<[profile: string, target: Partial<Target>, told: string]>([
    ['allow: errno mkdir', {}, 'starts | no_new_privs: starts'],
    [
      'errno: allow read write accept4 exit_group',
      {},
      `${without(RUNC, 'read write')}, ${SOMETIMES} | no_new_privs: close openat fstatfs getdents64 execve, ${SOMETIMES}`,
    ],
    [
      'errno: allow read write accept4 exit_group',
      { runtime: 'crun' },
      'prctl setresgid setresuid capset rt_sigprocmask rt_sigaction pselect6 execve | no_new_privs: execve',
    ],
    ['errno: allow read write accept4 exit_group', { runtime: 'libseccomp' }, '-'],
    ['errno: allow read write accept4 exit_group', { privileged: true }, '-'],
    [`errno: allow ${RUNC} futex rt_sigreturn mmap`, {}, 'starts | no_new_privs: starts'],
    [`errno: allow ${RUNC} rt_sigreturn mmap`, {}, 'sometimes futex | no_new_privs: sometimes futex'],
    [`errno: allow ${without(RUNC, 'execve')} futex rt_sigreturn mmap`, {}, 'execve | no_new_privs: execve'],
    [`errno: allow ${without(RUNC, 'setuid')} futex rt_sigreturn mmap`, {}, 'setuid | no_new_privs: starts'],
    ['allow: errno execve', {}, 'execve | no_new_privs: execve'],
    ['allow: kill fcntl', {}, 'fcntl | no_new_privs: fcntl'],
    ['allow: errno fcntl', {}, 'starts | no_new_privs: starts'],
    ['allow: log execve', {}, 'starts | no_new_privs: starts'],
    ['allow: trace execve', {}, 'execve | no_new_privs: execve'],
    ['allow: errno=38 fchown', {}, 'other-user fchown | no_new_privs: starts'],
    ['allow: errno fchown', {}, 'starts | no_new_privs: starts'],
    ['allow: errno prctl arg0==8', {}, 'prctl(PR_SET_KEEPCAPS) | no_new_privs: starts'],
    ['allow: errno prctl arg0==15', {}, 'starts | no_new_privs: starts'],
    ['allow: errno prctl arg1==3', {}, 'sometimes prctl | no_new_privs: starts'],
    ['allow: errno execve arg0==1', {}, 'sometimes execve | no_new_privs: sometimes execve'],
  ])('%s', (profile, target, told) => {
    expect(inWords(startOf(profileText(profile), target))).toBe(told);
  });

  test.each<[preset: Parameters<typeof presetText>[0], target: Partial<Target>, told: string]>([
    ['docker-26.1', {}, 'starts | no_new_privs: starts'],
    ['docker-26.1', { runtime: 'crun', engine: 'docker' }, 'starts | no_new_privs: starts'],
    ['docker-26.1', { arch: 'SCMP_ARCH_AARCH64' }, 'starts | no_new_privs: starts'],
    [
      'talk-2016',
      {},
      `${RUNC}, ${SOMETIMES} | no_new_privs: close openat write fstatfs getdents64 execve, ${SOMETIMES}`,
    ],
  ])('%s', (preset, target, told) => {
    expect(inWords(startOf(presetText(preset), target))).toBe(told);
  });

  test('says where the calls were not recorded', () => {
    const on = (arch: Target['arch']) => startOf(profileText('errno: allow read'), { arch })?.recorded;
    expect([on('SCMP_ARCH_X86_64'), on('SCMP_ARCH_AARCH64')]).toEqual([true, false]);
  });
});

/** The text with the fix made, which lets the container start. */
function fixed(text: string): string {
  const start = startOf(text);
  if (start?.fix === undefined) return 'no fix';
  const after = applyEdits(text, start.fix);
  expect(startOf(after)?.usual).toEqual([]);
  return after;
}

describe('the fix', () => {
  const FOUR = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "syscalls": [
    {
      "names": ["read", "write", "accept4", "exit_group"],
      "action": "SCMP_ACT_ALLOW"
    }
  ]
}`;
  const RULE = `{
      "names": [
        "openat", "fstatfs", "getdents64", "close", "chdir", "capget", "prctl",
        "fstat", "setgroups", "setgid", "setuid", "getcwd", "capset", "getppid",
        "newfstatat", "execve", "futex", "rt_sigreturn", "mmap"
      ],
      "action": "SCMP_ACT_ALLOW"
    }`;
  test('is one rule more, laid out as the others are', () => {
    expect(fixed(FOUR)).toBe(FOUR.replace('    }\n  ]', `    },\n    ${RULE}\n  ]`));
  });

  const ALL = `["${RUNC.replaceAll(' ', '", "')}", "futex", "rt_sigreturn", "mmap"]`;
  const ALLOWS = `{ "names": ${ALL}, "action": "SCMP_ACT_ALLOW" }`;
  const LAST = '{"names":["openat","close"],"action":"SCMP_ACT_ALLOW"}';
  const others = without(RUNC, 'openat close').replaceAll(' ', '", "');
  test.each<[what: string, before: string, after: string]>([
    [
      'no rules',
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[]}',
      `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[ ${ALLOWS} ]}`,
    ],
    ['no list', '{"defaultAction":"SCMP_ACT_ERRNO"}', `{"syscalls": [ ${ALLOWS} ], "defaultAction":"SCMP_ACT_ERRNO"}`],
    [
      'a comma too many stays',
      `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[ ${LAST}, ]}`,
      `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[ ${LAST}, { "names": ["${others}", "futex", "rt_sigreturn", "mmap"], "action": "SCMP_ACT_ALLOW" }, ]}`,
    ],
    [
      'a name that a rule refuses is taken out of it',
      '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","execve"],"action":"SCMP_ACT_ERRNO"}]}',
      '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_ERRNO"}]}',
    ],
    ['a comment is no place', `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[/* none */${LAST}]}`, 'no fix'],
  ])('%s', (_, before, after) => {
    expect(fixed(before)).toBe(after);
  });
});

test('another runtime is asked in a release of its own: runc’s 1.3.6 is none of crun’s', () => {
  const profile = parseProfile('{"defaultAction":"SCMP_ACT_ALLOW"}').value;
  const versions = { runtime: '1.3.6', libseccomp: '2.6.1' };
  const filter = profile && resolve(profile, { ...TARGET, versions }).value;
  expect([filter?.target.versions, filter && filterWith('crun', filter)?.value?.target.versions]).toEqual([
    versions,
    { libseccomp: '2.6.1' },
  ]);
});
