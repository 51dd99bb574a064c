import type { Arch } from '../../linux/index.ts';

/** What a program is to be good at. */
export interface Wish {
  /**
   * 'size': as few instructions as a longer search finds. 'steps': as few steps for a call as there can be, in no more instructions than
   * libseccomp needs. Left out: at once, few instructions, but for one more that saves many calls a step.
   */
  for?: 'size' | 'steps';
  /** How often each call comes. Left out: each allowed call of an ABI once, and x32's together somewhat less often than x86_64's. */
  weights?: readonly CallWeight[];
  /** Told now and then how much of a search for size is done, from 0 to 1; false ends it with what it has found by then. */
  onProgress?: (done: number) => boolean;
}

export interface CallWeight {
  arch: Arch;
  /** seccomp_data.nr; x32: with bit 30. */
  syscall: number;
  weight: number;
}
