import type { Answer } from '../../engine/seccomp/index.ts';

/** What the kernel's manual says of an action, in the order of precedence: seccomp(2), "Return values" and "Audit logging of seccomp actions". */
export interface ActionFacts {
  action: Answer['action'];
  /** linux/seccomp.h SECCOMP_RET_*. */
  value: number;
  /** The kernel that brought it; filters came with 3.5 (prctl(2), PR_SET_SECCOMP). */
  since: string;
  /** Whether a line of the log tells of it. */
  logged: 'always' | 'on request' | 'never';
  /** What the low 16 bits say, where they say something. */
  data?: string;
  /** What to know besides. */
  note: string;
}

export const ACTION_FACTS: readonly ActionFacts[] = [
  {
    action: 'KILL_PROCESS',
    value: 0x80000000,
    since: '4.14',
    logged: 'always',
    note: 'The process dumps core, and whoever waits for it sees that `SIGSYS` ended it.',
  },
  {
    action: 'KILL_THREAD',
    value: 0,
    since: '3.5',
    logged: 'always',
    note: 'The other threads go on, which may leave the process in a state that nobody planned for.',
  },
  {
    action: 'TRAP',
    value: 0x00030000,
    since: '3.5',
    logged: 'on request',
    data: 'the handler’s `si_errno`',
    note: 'A handler finds the call in `si_syscall` and its architecture in `si_arch`, and may put a result in its place.',
  },
  {
    action: 'ERRNO',
    value: 0x00050000,
    since: '3.5',
    logged: 'on request',
    data: 'the error number',
    note: 'The number comes from the profile, or is the runtime’s default.',
  },
  {
    action: 'USER_NOTIF',
    value: 0x7fc00000,
    since: '5.0',
    logged: 'on request',
    note: 'A profile names the socket of that process, its *agent*, in `listenerPath`.',
  },
  {
    action: 'TRACE',
    value: 0x7ff00000,
    since: '3.5',
    logged: 'on request',
    data: 'a message for the tracer',
    note: 'Before Linux 4.8 the filter does not look again at a call that the tracer has changed.',
  },
  {
    action: 'LOG',
    value: 0x7ffc0000,
    since: '4.14',
    logged: 'always',
    note: 'Use it to try a profile: nothing breaks, and the log names the calls that the profile would refuse.',
  },
  {
    action: 'ALLOW',
    value: 0x7fff0000,
    since: '3.5',
    logged: 'never',
    note: 'The kernel’s own checks come after the filter: file modes, capabilities, security modules.',
  },
];

/** How the table and the entries say whether it is logged. */
export const LOGGED: Readonly<Record<ActionFacts['logged'], string>> = {
  always: 'yes, unless `actions_logged` leaves it out',
  'on request': 'only with `SECCOMP_FILTER_FLAG_LOG`',
  never: 'never',
};
