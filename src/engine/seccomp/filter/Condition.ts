import type { Operator } from '../profile/Profile.ts';

/** One comparison of a call's argument, values unsigned 64 bits: `argument & mask` against `value & mask`. `mask` is all ones but for MASKED_EQ. */
export interface Condition {
  index: number;
  op: Operator;
  mask: bigint;
  value: bigint;
}
