import type { Finding } from '../filter/libseccomp/canHold.ts';
import { type Bounds, boundsOf, decided, narrowed, nearest, placeIn } from './Bounds.ts';
import type { Asking } from './Decider.ts';
import { type Budget, valueWithin } from './valueWithin.ts';

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
