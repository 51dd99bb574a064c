import type { Arch } from '../architecture.ts';

/** struct seccomp_data without the instruction pointer; x32 numbers carry bit 30; arguments left out are 0. */
export interface Call {
  arch: Arch;
  syscall: number;
  args: readonly bigint[];
  /** Which of `args` were not given, though a later one was: `decide` takes them for 0, as it does those behind the last. */
  leftOut?: readonly number[];
}
