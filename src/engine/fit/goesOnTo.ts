import { nameOf, numberOf } from '../linux/index.ts';
import { type Filter, outcomes, stateOf } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import { keyOf } from './keyOf.ts';

/**
 * Calls that make something, and those that work on it, which a program makes once the first succeeds. By the manual page of each (section 2 of man-pages
 * 6.9 and of liburing 2.9): io_uring_setup "returns a file descriptor which can be used to perform subsequent operations".
 */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  io_uring_setup: ['io_uring_enter', 'io_uring_register'],
  socket: ['bind', 'connect'],
  listen: ['accept', 'accept4'],
  epoll_create: ['epoll_ctl', 'epoll_wait', 'epoll_pwait'],
  epoll_create1: ['epoll_ctl', 'epoll_wait', 'epoll_pwait'],
  inotify_init: ['inotify_add_watch'],
  inotify_init1: ['inotify_add_watch'],
  fanotify_init: ['fanotify_mark'],
  timer_create: ['timer_settime'],
  timerfd_create: ['timerfd_settime'],
  io_setup: ['io_submit', 'io_getevents'],
  mq_open: ['mq_timedsend', 'mq_timedreceive'],
  shmget: ['shmat'],
  semget: ['semop'],
  msgget: ['msgsnd', 'msgrcv'],
  landlock_create_ruleset: ['landlock_add_rule', 'landlock_restrict_self'],
  name_to_handle_at: ['open_by_handle_at'],
  pkey_alloc: ['pkey_mprotect'],
};

/**
 * What the program of a trace may call next, and this filter refuses, once a call passes that the trace does not show to succeed. What the trace has
 * already is not among it.
 */
export function goesOnTo(
  filter: Filter,
  call: Pick<TracedCall, 'arch' | 'syscall'>,
  calls: readonly TracedCall[],
): readonly string[] {
  const { arch } = call;
  const next = NEXT[nameOf(arch, call.syscall) ?? ''] ?? [];
  const isWorking = calls.some((each) => keyOf(each) === keyOf(call) && hasRun(each));
  if (next.length === 0 || isWorking) return [];
  const seen = new Set(calls.map(keyOf));
  return next.filter((name) => {
    const syscall = numberOf(arch, name);
    if (syscall === undefined || seen.has(keyOf({ arch, syscall }))) return false;
    return outcomes(filter, { arch, syscall }).every(({ action }) => stateOf(action) === 'closed');
  });
}

const hasRun = ({ result, seen }: TracedCall) =>
  result?.kind === 'value' || (seen !== undefined && stateOf(seen) === 'open');
