import type { Asking } from './Decider.ts';

/** The lowest and highest value that a part, masked, can have, as far as comparisons under that mask tell. */
export interface Bounds {
  low: number;
  high: number;
}

/** Those of a part of which nothing is known. */
export const boundsOf = (mask: number): Bounds => ({ low: 0, high: mask });

/** Bounds are kept by part and mask. */
export const boundsKey = ({ part, mask }: Asking): number => part * 2 ** 32 + mask;

/** Whether a comparison holds for all values within the bounds, or for none; undefined: bounds alone don't tell. */
export function decided({ low, high }: Bounds, { op, datum }: Asking): boolean | undefined {
  if (op === 'EQ') {
    if (datum < low || datum > high) return false;
    return low === high ? true : undefined;
  }
  const least = op === 'GT' ? datum + 1 : datum;
  if (low >= least) return true;
  return high < least ? false : undefined;
}

/** What is left of the bounds where the comparison holds, or doesn't. */
export function narrowed({ low, high }: Bounds, { op, datum }: Pick<Asking, 'op' | 'datum'>, held: boolean): Bounds {
  if (op === 'EQ') {
    if (held) return { low: datum, high: datum };
    return { low: low === datum ? low + 1 : low, high: high === datum ? high - 1 : high };
  }
  const least = op === 'GT' ? datum + 1 : datum;
  return held ? { low: Math.max(low, least), high } : { low, high: Math.min(high, least - 1) };
}

/** `value` where the comparison comes out so for it, else a value near it for which it does, unless there is none. */
export function nearest(value: number, { op, mask, datum }: Asking, held: boolean): number {
  const masked = (value & mask) >>> 0;
  if (op === 'EQ') {
    if (held) return ((value & ~mask) | datum) >>> 0;
    return masked === datum ? (value ^ (mask & -mask)) >>> 0 : value;
  }
  const least = op === 'GT' ? datum + 1 : datum;
  if (masked >= least === held) return value;
  return (held ? least : Math.max(least, 1) - 1) >>> 0;
}
