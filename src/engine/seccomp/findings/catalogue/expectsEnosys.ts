import { kernelFile, manual, type Source, thread } from '../../roads/Source.ts';

/** A call that programs try first, and what they do without it: they take ENOSYS for "not there" and any other error for a failure. */
export interface ExpectsEnosys {
  name: string;
  without: string;
  source: Source;
}

export const EXPECTS_ENOSYS: readonly ExpectsEnosys[] = [
  { name: 'clone3', without: 'glibc starts threads by clone instead.', source: thread('moby/moby', 42680) },
  { name: 'faccessat2', without: 'glibc asks by faccessat instead.', source: thread('systemd/systemd', 16739) },
  { name: 'fchmodat2', without: 'the C library changes modes by fchmodat instead.', source: manual('chmod') },
  { name: 'openat2', without: 'programs open by openat instead.', source: thread('containers/crun', 546) },
  { name: 'statx', without: 'the C library asks by fstatat instead.', source: thread('opencontainers/runc', 2151) },
  { name: 'close_range', without: 'programs close their files one by one.', source: manual('close_range') },
  { name: 'epoll_pwait2', without: 'programs wait by epoll_pwait instead.', source: manual('epoll_wait') },
  {
    name: 'futex_waitv',
    without: 'programs wait in another way.',
    source: kernelFile('kernel/futex/syscalls.c', 'SYSCALL_DEFINE5(futex_waitv)'),
  },
  {
    name: 'clock_gettime64',
    without: 'the 32-bit C library asks by clock_gettime instead.',
    source: thread('opencontainers/runc', 2151),
  },
  {
    name: 'futex_time64',
    without: 'the 32-bit C library waits by futex instead.',
    source: thread('opencontainers/runc', 2151),
  },
];
