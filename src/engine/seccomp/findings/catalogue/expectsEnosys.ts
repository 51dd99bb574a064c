import { type Source, thread } from '../../roads/intents.ts';

/** A call that programs try first, and what they do without it: they take ENOSYS for "not there" and any other error for a failure. */
export interface ExpectsEnosys {
  name: string;
  without: string;
  /** What of it is in memory, where no filter can look, so that it can only be allowed or refused whole. */
  inMemory?: string;
  source: Source;
}

export const EXPECTS_ENOSYS: readonly ExpectsEnosys[] = [
  {
    name: 'clone3',
    without: 'glibc starts threads with clone instead.',
    inMemory: 'flags',
    source: thread('moby/moby', 42680),
  },
  { name: 'faccessat2', without: 'glibc uses faccessat instead.', source: thread('systemd/systemd', 16739) },
  {
    name: 'fchmodat2',
    without: 'the C library changes modes in an older way.',
    source: thread('docker/docker-ce-packaging', 1013),
  },
  {
    name: 'openat2',
    without: 'programs use openat instead.',
    inMemory: 'flags',
    source: thread('containers/crun', 546),
  },
  { name: 'statx', without: 'programs use the older stat calls instead.', source: thread('rust-lang/rust', 65094) },
  { name: 'close_range', without: 'programs close their files one by one.', source: thread('containers/crun', 672) },
  {
    name: 'epoll_pwait2',
    without: 'programs use epoll_wait or epoll_pwait instead.',
    source: thread('buytenh/ivykis', 33),
  },
  { name: 'futex_waitv', without: 'Wine waits without it.', source: thread('ValveSoftware/wine', 256) },
  {
    name: 'clock_gettime64',
    without: 'the 32-bit C library uses clock_gettime instead.',
    source: thread('docker/for-win', 8326),
  },
  {
    name: 'futex_time64',
    without: 'the 32-bit C library uses futex instead.',
    source: thread('containers/common', 593),
  },
];
