import type { Operator } from '../profile/Profile.ts';

/** One comparison of a call's argument, all values unsigned 64 bits; `mask` is all ones but for MASKED_EQ. */
export interface Condition {
  index: number;
  op: Operator;
  /** MASKED_EQ: `(argument & mask) === value`. */
  mask: bigint;
  value: bigint;
}
