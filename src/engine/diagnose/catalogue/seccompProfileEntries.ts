import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { jsonEntries } from './jsonEntries.ts';
import { LESSONS } from './lessons.ts';
import { page, seen, thread } from './sources.ts';

const SPEC = page(
  'OCI runtime-spec, Seccomp',
  'https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config-linux.md#seccomp',
);
const CHECK = {
  why: 'Paste the profile into the profile checker on this site: every line that an engine or a runtime refuses is marked.',
} as const;

/** A seccomp profile that an engine or a runtime does not take. */
export const seccompProfileEntries: readonly ErrorEntry[] = [
  ...jsonEntries,
  entry({
    code: 'profile-both-forms',
    title: "`both 'architectures' and 'archMap' are specified`",
    layer: 'engine',
    examples: [
      "docker: Error response from daemon: both 'architectures' and 'archMap' are specified in the seccomp profile, use either 'architectures' or 'archMap'.",
      "Error: loading seccomp profile (p7.json) failed: 'architectures' and 'archMap' were specified in the seccomp profile, use either 'architectures' or 'archMap'",
      "docker: Error response from daemon: both 'name' and 'names' are specified in the seccomp profile, use either 'name' or 'names'.",
    ],
    sources: [
      seen('Docker 26.1.5', 'Podman 5.4.2'),
      page(
        'moby, profiles/seccomp/seccomp_linux.go',
        'https://github.com/moby/moby/blob/v26.1.5/profiles/seccomp/seccomp_linux.go',
      ),
    ],
    phrases: [
      "both 'architectures' and 'archmap' are specified",
      "'architectures' and 'archmap' were specified",
      "both 'name' and 'names' are specified",
      "'name' and 'names' were specified",
    ],
    who: 'dockerd or Podman, reading the profile',
    says: 'The profile has two forms of one list: the architectures as archMap and as architectures, or the calls of a rule as name and as names. The engine accepts only one of them.',
    reads: ({ small }) => {
      const [older, newer] = small.includes("'archmap'") ? ['architectures', 'archMap'] : ['name', 'names'];
      return {
        says: `The profile has both ${older} and ${newer}, two forms of the same list. The engine accepts only one of them.`,
        next: [
          CHECK,
          { why: `Remove ${older}, and keep ${newer}, the form of today’s default profiles.`, fixes: true },
        ],
      };
    },
    next: [CHECK],
    learn: LESSONS.own,
  }),
  entry({
    code: 'profile-unknown-word',
    title: '`is not a valid action for seccomp`',
    layer: 'runtime',
    examples: [
      'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: string SCMP_ACT_FOO is not a valid action for seccomp: unknown.',
      'string SCMP_ARCH_FOO is not a valid arch for seccomp',
      'string SCMP_CMP_FOO is not a valid operator for seccomp',
      'Error: OCI runtime error: crun: invalid seccomp action `SCMP_ACT_FOO`',
      'Error: OCI runtime error: crun: seccomp unknown architecture `FOO`',
      'Error: OCI runtime error: crun: get_seccomp_operator',
    ],
    sources: [
      SPEC,
      page('runc, change log of 1.1.0-rc.1', 'https://github.com/opencontainers/runc/blob/v1.1.15/CHANGELOG.md'),
      seen('Docker 26.1.5', 'runc 1.1.15', 'crun 1.21'),
    ],
    phrases: [
      'is not a valid action for seccomp',
      'is not a valid arch for seccomp',
      'is not a valid operator for seccomp',
      'invalid seccomp action',
      'seccomp unknown architecture',
      'get_seccomp_operator',
    ],
    who: 'runc or crun, reading the profile',
    says: 'The profile has an operator that the runtime does not know.',
    reads: ({ text, small }) => {
      const word = /(?:string |`)([A-Z][A-Z_0-9]{1,40})/.exec(text)?.[1];
      const what = /valid operator|get_seccomp/.test(small)
        ? 'operator'
        : /valid arch|architecture/.test(small)
          ? 'architecture'
          : 'action';
      return {
        says: `The profile has ${word === undefined ? `an ${what} that` : `the ${what} “${word}”, which`} the runtime does not know. An older runtime does not know names that newer releases added.`,
      };
    },
    next: [
      CHECK,
      {
        why: 'Compare the release of the runtime: runc knows SCMP_ACT_KILL_PROCESS, KILL_THREAD and NOTIFY since 1.1.',
        command: 'runc --version; crun --version',
      },
      {
        why: 'Use a name that the runtime has: an action such as SCMP_ACT_ERRNO, an architecture such as SCMP_ARCH_X86_64, an operator such as SCMP_CMP_EQ.',
        fixes: true,
      },
    ],
    learn: LESSONS.own,
  }),
  entry({
    code: 'profile-argument-index',
    title: '`syscalls only have up to 6 arguments`',
    layer: 'runtime',
    examples: [
      'runc create failed: unable to start container process: error creating seccomp syscall condition for syscall mkdir: syscalls only have up to 6 arguments (7 given): unknown.',
      'Error: OCI runtime error: crun: invalid seccomp index `0`',
    ],
    sources: [
      SPEC,
      seen('runc 1.1.15', 'crun 1.21'),
      page('seccomp_rule_add(3)', 'https://man7.org/linux/man-pages/man3/seccomp_rule_add.3.html'),
    ],
    phrases: ['syscalls only have up to 6 arguments', 'invalid seccomp index'],
    who: 'libseccomp or crun, building the filter',
    says: 'A condition of the profile has an index above 5. A system call has six arguments, 0 to 5.',
    reads: ({ text }) => {
      const call = /for syscall (\w{1,40})/.exec(text)?.[1];
      return call === undefined
        ? {}
        : { says: `A condition for ${call} has an index above 5. A system call has six arguments, 0 to 5.` };
    },
    next: [CHECK, { why: 'Set index to the argument’s place, counted from 0.', fixes: true }],
    learn: LESSONS.own,
  }),
  entry({
    code: 'profile-rule-refused',
    title: '`two checks on same syscall argument`',
    layer: 'runtime',
    examples: [
      'runc create failed: unable to start container process: error adding seccomp filter rule for syscall mkdir: two checks on same syscall argument: unknown.',
      'runc create failed: unable to start container process: error creating filter: could not create filter: unknown.',
    ],
    sources: [
      seen('Docker 26.1.5', 'runc 1.1.15', 'libseccomp 2.6.0'),
      page('seccomp_rule_add(3)', 'https://man7.org/linux/man-pages/man3/seccomp_rule_add.3.html'),
    ],
    phrases: ['two checks on same syscall argument', 'error creating filter: could not create filter'],
    who: 'libseccomp, building the filter for runc',
    says: 'libseccomp returned EINVAL, and its Go library reports every EINVAL in these words. runc itself splits two conditions on one argument, so the usual cause is an errnoRet or defaultErrnoRet above 4094: seen with 4095 and 5000.',
    reads: ({ text }) => {
      const call = /rule for syscall (\w{1,40})/.exec(text)?.[1];
      return call === undefined
        ? {
            says: 'libseccomp refused the default action. The usual cause is a defaultErrnoRet above 4094: seen with 99999.',
          }
        : {};
    },
    next: [
      { why: 'Look for a number above 4094.', command: 'grep -niE "errnoRet" FILE.json' },
      { why: 'Use a number of errno(3), such as 1 (EPERM) or 38 (ENOSYS).', fixes: true },
    ],
    learn: LESSONS.own,
  }),
  entry({
    code: 'profile-redundant-rule',
    title: '`requested action matches default action of filter`',
    layer: 'runtime',
    examples: [
      'container_linux.go:380: starting container process caused: error adding seccomp filter rule for syscall bdflush: requested action matches default action of filter: unknown',
    ],
    sources: [
      thread('opencontainers/runc', 2750, 'and the change log of runc 1.0.2'),
      page('runc 1.0.2', 'https://github.com/opencontainers/runc/releases/tag/v1.0.2'),
    ],
    phrases: ['requested action matches default action'],
    who: 'libseccomp, building the filter for an older runc',
    says: 'A rule of the profile has the same action as its default. libseccomp refuses such a rule, and an older runc passes it on.',
    versions: 'Until runc 1.0.1; runc 1.0.2 and newer leave such a rule out.',
    next: [
      { why: 'See the release of runc.', command: 'runc --version' },
      { why: 'Update runc (with Docker: containerd.io), or remove the rule: the default does the same.', fixes: true },
    ],
    learn: LESSONS.own,
  }),
  entry({
    code: 'profile-flags',
    title: '`seccomp flags are not yet supported by runc`',
    layer: 'runtime',
    examples: [
      'level=error msg="runc run failed: seccomp flags are not yet supported by runc"',
      'unknown seccomp option `SECCOMP_FILTER_FLAG_FOO`',
    ],
    sources: [seen('runc 1.1.15', 'crun 1.21'), thread('opencontainers/runc', 3390)],
    phrases: ['seccomp flags are not yet supported', 'unknown seccomp option'],
    who: 'runc or crun, reading the profile',
    says: 'The profile has a flag that this release of the runtime does not know.',
    versions: 'runc supports flags since 1.2.0.',
    next: [
      { why: 'See the flags, and the release.', command: 'grep -n SECCOMP_FILTER_FLAG FILE.json; runc --version' },
      { why: 'Remove the flag, or update runc to 1.2 or newer.', fixes: true },
    ],
    learn: LESSONS.own,
  }),
  entry({
    code: 'profile-notify-write',
    title: '`SCMP_ACT_NOTIFY cannot be used for the write syscall`',
    layer: 'runtime',
    examples: [
      'OCI runtime create failed: runc create failed: unable to start container process: SCMP_ACT_NOTIFY cannot be used for the write syscall: unknown.',
    ],
    sources: [seen('Docker 26.1.5', 'runc 1.1.15')],
    phrases: ['scmp_act_notify cannot be used'],
    who: 'runc, before it loads the filter',
    says: 'runc itself must call write to hand the filter’s listener over, so a rule may not send write to that listener.',
    next: [
      { why: 'Find the rule.', command: 'grep -n -B8 SCMP_ACT_NOTIFY FILE.json' },
      {
        why: 'Remove write from the rule with SCMP_ACT_NOTIFY. If that is the default action, add a rule that allows write.',
        fixes: true,
      },
    ],
    learn: LESSONS.own,
  }),
  entry({
    code: 'profile-listener',
    title: '`failed to connect with seccomp agent`',
    layer: 'runtime',
    examples: [
      'level=error msg="runc run failed: unable to start container process: failed to connect with seccomp agent specified in the seccomp profile: dial unix /nope.sock: connect: no such file or directory"',
      'open seccomp receiver: connect socket to `/nope.sock`: No such file or directory',
    ],
    sources: [SPEC, seen('runc 1.1.15', 'crun 1.21')],
    phrases: ['failed to connect with seccomp agent', 'open seccomp receiver'],
    who: 'runc or crun, before it starts the container',
    says: 'The profile sends calls to a program (SCMP_ACT_NOTIFY), and no program listens on the socket of its listenerPath.',
    next: [
      { why: 'On the host, check whether the program listens.', command: 'ss -xl | grep LISTENER_PATH' },
      { why: 'Start that program first, or replace SCMP_ACT_NOTIFY and listenerPath.', fixes: true },
    ],
    learn: LESSONS.own,
  }),
];
