import type { CallWeight, Program } from '../../../engine/seccomp/bpf/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';

/** A filter's program, and the numbers that take time. */
export interface Compiled {
  filter: Filter;
  program: Program;
  /** libseccomp's own, without runc's stub. */
  libseccomp: Program;
  /** Whether it answers every call as the filter does; undefined where the proof took too much work. */
  isEqual: boolean | undefined;
  /** How often a trace has each call; none: every call counts alike. */
  weights: readonly CallWeight[];
  best: { size: Program; steps: Program };
}
