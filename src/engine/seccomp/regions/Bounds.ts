import type { Asking } from './Decider.ts';

/** The values that a part, masked, can have, as far as comparisons under that mask tell. */
export interface Bounds {
  low: number;
  high: number;
  /** Values in between that it doesn't have, ascending. */
  except: readonly number[];
}

/** Those of a part of which nothing is known. */
export const boundsOf = (mask: number): Bounds => ({ low: 0, high: mask, except: [] });

/** Whether a comparison holds for all values within the bounds, or for none; undefined: bounds alone don't tell. */
export function decided({ low, high, except }: Bounds, { op, mask, datum }: Asking): boolean | undefined {
  if (op === 'EQ') {
    if (datum < low || datum > high || (datum & ~mask) !== 0 || except[placeIn(except, datum)] === datum) return false;
    return low === high ? true : undefined;
  }
  const least = op === 'GT' ? datum + 1 : datum;
  if (low >= least) return true;
  return high < least ? false : undefined;
}

/** What is left of the bounds where the comparison holds, or doesn't; the lowest value is above the highest where nothing is. */
export function narrowed(bounds: Bounds, { op, datum }: Pick<Asking, 'op' | 'datum'>, held: boolean): Bounds {
  const { low, high, except } = bounds;
  if (op === 'EQ') {
    if (held) return { low: datum, high: datum, except: [] };
    if (datum < low || datum > high) return bounds;
    const at = placeIn(except, datum);
    if (except[at] === datum) return bounds;
    return trimmed(low, high, [...except.slice(0, at), datum, ...except.slice(at)]);
  }
  const least = op === 'GT' ? datum + 1 : datum;
  return held ? trimmed(Math.max(low, least), high, except) : trimmed(low, Math.min(high, least - 1), except);
}

/** A value that it doesn't have is neither the lowest nor the highest. */
function trimmed(low: number, high: number, except: readonly number[]): Bounds {
  let [least, most] = [low, high];
  let first = placeIn(except, least);
  let end = placeIn(except, most + 1);
  for (; first < end && except[first] === least; first++) least++;
  for (; end > first && except[end - 1] === most; end--) most--;
  return { low: least, high: most, except: except.slice(first, end) };
}

/** How many of ascending values are less than `value`. */
export function placeIn(values: readonly number[], value: number): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((values[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
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
