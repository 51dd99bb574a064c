import { type Bounds, placeIn } from './Bounds.ts';

/** Work that may still be done; less than nothing where it was too much. */
export interface Budget {
  left: number;
}

/** How the bits of a value so far compare with the bounds under one mask. */
interface Standing {
  /** They are the lowest's own. */
  isLow: boolean;
  isHigh: boolean;
  /** Exceptions that begin with them, from one to before another. */
  from: number;
  to: number;
}

/**
 * A 32-bit value that is within all the bounds, each under its mask; undefined where there is none, or the budget is used up. It is built bit by bit from the
 * top. What matters of the bits so far is how each of the bounds stands, so those from which no value was found are not tried again.
 */
export function valueWithin(bounds: ReadonlyMap<number, Bounds>, budget: Budget): number | undefined {
  const all = [...bounds];
  const failed = new Set<string>();
  const start = all.map(([, { except }]) => ({ isLow: true, isHigh: true, from: 0, to: except.length }));
  return from(31, 0, start);

  function from(bit: number, value: number, standings: readonly Standing[]): number | undefined {
    if (standings.every(isFree)) return value;
    if (bit < 0) return standings.some(({ from, to }) => from < to) ? undefined : value;
    budget.left -= all.length;
    const key = keyOf(bit, standings);
    if (budget.left < 0 || failed.has(key)) return undefined;
    for (const chosen of [0, 1]) {
      const next = (value | (chosen << bit)) >>> 0;
      const after = all.map(([mask, each], at) => stepped(standings[at] ?? FREE, each, mask, bit, next));
      const found = after.every((each) => each !== undefined) ? from(bit - 1, next, after) : undefined;
      if (found !== undefined) return found;
    }
    failed.add(key);
    return undefined;
  }
}

const FREE: Standing = { isLow: false, isHigh: false, from: 0, to: 0 };
const isFree = ({ isLow, isHigh, from, to }: Standing): boolean => !isLow && !isHigh && from === to;

const keyOf = (bit: number, standings: readonly Standing[]): string =>
  `${bit} ${standings.map(({ isLow, isHigh, from, to }) => `${isLow ? 'l' : ''}${isHigh ? 'h' : ''}${from === to ? '' : `${from}-${to}`}`).join()}`;

/** How it stands with one bit more; undefined where the value is outside. */
function stepped(before: Standing, bounds: Bounds, mask: number, bit: number, value: number): Standing | undefined {
  const { low, high, except } = bounds;
  const chosen = ((value & mask) >>> bit) & 1;
  const [lowest, highest] = [(low >>> bit) & 1, (high >>> bit) & 1];
  if ((before.isLow && chosen < lowest) || (before.isHigh && chosen > highest)) return undefined;
  let { from, to } = before;
  if (from < to) {
    const first = ((value & mask) >>> bit) * 2 ** bit;
    from = Math.max(from, placeIn(except, first));
    to = Math.max(from, Math.min(to, placeIn(except, first + 2 ** bit)));
  }
  return { isLow: before.isLow && chosen === lowest, isHigh: before.isHigh && chosen === highest, from, to };
}
