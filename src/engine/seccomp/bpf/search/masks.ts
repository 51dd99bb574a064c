import type { Run } from './Run.ts';
import { bitsOf, firstWith, firstWithout } from './underMask.ts';

/** The masks worth a try for the runs from i to j; what both halves cost together must be below `below`. */
export type MaskSource = (runs: readonly Run[], i: number, j: number, below: number) => readonly number[];

/** How large windows are in which masks are looked for. */
export interface Reach {
  runs: number;
  numbers: number;
}

/** Windows with fewer runs may be of any width: x32's bit tells large parts of the numbers apart. */
const FEW = 5;

/** The bits in which numbers from `first` to `last` can differ. */
export const fullMask = (first: number, last: number) => 2 ** (32 - Math.clz32(first ^ last)) - 1;

/**
 * Masks by which all numbers on one side get the same answer. With a bit: only one mask for each answer is worth it, all bits that no other number has.
 * Without: all bits that none of some runs has, which are to be on that side.
 */
export function likelyMasks({ runs: mostRuns, numbers }: Reach, pairs: Reach): MaskSource {
  return (runs, i, j, below) => {
    if (j - i >= mostRuns || below <= 0) return [];
    const first = (runs[i] as Run).first;
    const last = (runs[j] as Run).last;
    if (last - first >= numbers && j - i >= FEW) return [];
    const full = fullMask(first, last);
    const found: number[] = [];
    const leaves: number[] = [];
    for (let at = i; at <= j; at++) {
      const { leaf } = runs[at] as Run;
      if (!leaves.includes(leaf)) leaves.push(leaf);
    }
    for (const leaf of leaves) {
      let others = 0;
      for (let at = i; at <= j; at++) {
        const run = runs[at] as Run;
        if (run.leaf !== leaf) others |= bitsOf(run.first, run.last);
      }
      const mask = (full & ~others) >>> 0;
      if (mask !== 0 && !found.includes(mask)) found.push(mask);
    }
    if (j - i >= pairs.runs || (last - first >= pairs.numbers && j - i >= FEW)) return found;
    for (let p = i; p <= j; p++) {
      const { leaf, first: low, last: high } = runs[p] as Run;
      let bits = bitsOf(low, high);
      for (let q = p + 1; q <= j; q++) {
        const other = runs[q] as Run;
        if (other.leaf !== leaf) continue;
        bits |= bitsOf(other.first, other.last);
        const mask = (full & ~bits) >>> 0;
        if (mask === 0) break;
        if (!found.includes(mask) && isClearOnly(runs, i, j, mask, leaf)) found.push(mask);
      }
    }
    return found;
  };
}

/** Whether all numbers without a bit of the mask go on at the leaf. */
function isClearOnly(runs: readonly Run[], i: number, j: number, mask: number, leaf: number): boolean {
  for (let at = i; at <= j; at++) {
    const run = runs[at] as Run;
    if (run.leaf !== leaf && firstWithout(mask, run.first, run.last) !== undefined) return false;
  }
  return true;
}

/** Every mask that could pay: fewer answers in a row on both sides than comparisons are left to win. */
export function allMasks({ runs: mostRuns, numbers }: Reach): MaskSource {
  return (runs, i, j, below) => {
    if (j - i >= mostRuns || below <= 0) return [];
    const first = (runs[i] as Run).first;
    const last = (runs[j] as Run).last;
    if (last - first >= numbers) return [];
    const full = fullMask(first, last);
    const found: number[] = [];
    for (let mask = 1; mask <= full; mask++) if (leastCost(runs, i, j, mask) < below) found.push(mask);
    return found;
  };
}

/** What both sides cost at least: a JEQ can save two comparisons of neighbours. */
function leastCost(runs: readonly Run[], i: number, j: number, mask: number): number {
  let [set, clear, lastSet, lastClear] = [0, 0, -1, -1];
  for (let at = i; at <= j; at++) {
    const { first, last, leaf } = runs[at] as Run;
    if (leaf !== lastSet && firstWith(mask, first, last) !== undefined) {
      set++;
      lastSet = leaf;
    }
    if (leaf !== lastClear && firstWithout(mask, first, last) !== undefined) {
      clear++;
      lastClear = leaf;
    }
  }
  if (set === 0 || clear === 0) return Number.POSITIVE_INFINITY;
  return (set >> 1) + (clear >> 1);
}
