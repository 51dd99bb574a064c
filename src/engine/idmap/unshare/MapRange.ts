import type { Span } from '../../text/index.ts';

/** A range that an option of unshare asks for; each number is an unsigned int. */
export interface MapRange {
  inner: number;
  outer: number;
  count: number;
  /** The option. */
  span: Span;
}

/** (unsigned int) -1: an inner id that unshare still has to choose. */
export const UNSET = 0xffffffff;
