import type { Finding } from '../filter/libseccomp/canHold.ts';
import { type Asking, type Bounds, boundsOf, decided, narrowed, nearest, placeIn } from './Bounds.ts';

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
function valueWithin(bounds: ReadonlyMap<number, Bounds>, budget: Budget): number | undefined {
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

/** What comparisons have found of a part, the last first: paths share what they have in common. */
interface Findings {
  last: Finding;
  before: Findings | undefined;
}

/** What is known of a part, and a value that agrees with all of it. */
export interface Known {
  value: number;
  /** By mask. */
  bounds: ReadonlyMap<number, Bounds>;
  findings: Findings | undefined;
}

export const NOTHING_KNOWN: Known = { value: 0, bounds: new Map(), findings: undefined };

/** Whether a comparison holds for all that is known, or for nothing of it, where its mask's bounds tell. */
export const isDecided = ({ bounds }: Known, asking: Asking): boolean | undefined =>
  decided(bounds.get(asking.mask) ?? boundsOf(asking.mask), asking);

/** What is known where a comparison that isn't decided holds, or doesn't; undefined where no value is left, which is exact, or the budget is used up. */
export function learnt(known: Known, asking: Asking, held: boolean, budget: Budget): Known | undefined {
  const { op, mask, datum } = asking;
  const own = narrowed(known.bounds.get(mask) ?? boundsOf(mask), asking, held);
  if (own.low > own.high) return undefined;
  const bounds = new Map(known.bounds).set(mask, own);
  const findings = { last: { op, mask, datum, held }, before: known.findings };
  const near = nearest(known.value, asking, held);
  budget.left -= bounds.size;
  const value = agrees(near, bounds) ? near : otherValue(bounds, findings, budget);
  return value === undefined ? undefined : { value, bounds, findings };
}

/** In the order in which they were found. */
export function findingsOf({ findings }: Known): Finding[] {
  const found: Finding[] = [];
  for (let each = findings; each !== undefined; each = each.before) found.push(each.last);
  return found.reverse();
}

/** Whether a value agrees with all that is known. */
export function agrees(value: number, bounds: Known['bounds']): boolean {
  for (const [mask, { low, high, except }] of bounds) {
    const masked = (value & mask) >>> 0;
    if (masked < low || masked > high || except[placeIn(except, masked)] === masked) return false;
  }
  return true;
}

/** A value at the edge of a comparison mostly agrees, and is quickly tried. */
function otherValue(bounds: Known['bounds'], findings: Findings, budget: Budget): number | undefined {
  for (let each: Findings | undefined = findings; each !== undefined; each = each.before) {
    const { mask, datum } = each.last;
    budget.left -= bounds.size;
    for (const edge of [datum | ~mask, datum - 1, datum + 1, datum]) if (agrees(edge >>> 0, bounds)) return edge >>> 0;
  }
  return agrees(0, bounds) ? 0 : valueWithin(bounds, budget);
}
