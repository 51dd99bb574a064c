import type { Run } from './Run.ts';

// Where in a range of 32-bit numbers those lie that have a bit of a mask, and those that have none: what JSET tells apart.

/** The lowest number of the range with a bit of the mask; undefined where none has one. */
export function firstWith(mask: number, first: number, last: number): number | undefined {
  if ((first & mask) !== 0) return first;
  const lowest = (mask & -mask) >>> 0;
  // The lowest bit of the mask is clear in `first`, so the next number that has it is the nearest with any.
  const found = Math.floor(first / lowest) * lowest + lowest;
  return mask !== 0 && found <= last ? found : undefined;
}

/** The highest number of the range with a bit of the mask. */
export function lastWith(mask: number, first: number, last: number): number | undefined {
  if ((last & mask) !== 0) return last;
  const lowest = (mask & -mask) >>> 0;
  const found = Math.floor(last / lowest) * lowest - 1;
  return mask !== 0 && found >= first ? found : undefined;
}

/** The lowest number of the range without any bit of the mask. */
export function firstWithout(mask: number, first: number, last: number): number | undefined {
  const taken = (first & mask) >>> 0;
  if (taken === 0) return first;
  // All that begins as `first` does, down to the highest bit taken, has that bit: the next number without is past it, and past the mask's other bits.
  const below = 2 ** (32 - Math.clz32(taken)) - 1;
  const found = (((first | below | mask) >>> 0) + 1) % 2 ** 32;
  const without = (found & ~mask) >>> 0;
  return without > first && without <= last ? without : undefined;
}

/** The highest number of the range without any bit of the mask. */
export function lastWithout(mask: number, first: number, last: number): number | undefined {
  const taken = (last & mask) >>> 0;
  if (taken === 0) return last;
  const bit = 2 ** (31 - Math.clz32(taken));
  const found = ((last & ~(2 * bit - 1)) | ((bit - 1) & ~mask)) >>> 0;
  return found >= first ? found : undefined;
}

/** Every bit that some number of the range has. */
export function bitsOf(first: number, last: number): number {
  const apart = (first ^ last) >>> 0;
  return (last | (2 ** (32 - Math.clz32(apart)) - 1)) >>> 0;
}

/** For runs, tells the masks worth a try for those from i to j; what both halves cost together must be below `below`. The list is good until the next. */
export type MaskSource = (runs: readonly Run[]) => (i: number, j: number, below: number) => readonly number[];

/** How large windows are in which masks are looked for. */
interface Reach {
  runs: number;
  numbers: number;
}

/** Windows with fewer runs may be of any width: x32's bit tells large parts of the numbers apart. */
const FEW = 5;

/** The bits in which numbers from `first` to `last` can differ. */
const fullMask = (first: number, last: number) => 2 ** (32 - Math.clz32(first ^ last)) - 1;

/**
 * Masks by which all numbers on one side get the same answer. With a bit: only one mask for each answer is worth it, all bits that no other number has.
 * Without: all bits that none of some runs has, which are to be on that side.
 */
export function likelyMasks({ runs: mostRuns, numbers }: Reach, pairs: Reach): MaskSource {
  return (runs) => {
    const bits = Int32Array.from(runs, ({ first, last }) => bitsOf(first, last));
    const leaves = Int32Array.from(runs, ({ leaf }) => leaf);
    const firsts = Float64Array.from(runs, ({ first }) => first);
    const lasts = Float64Array.from(runs, ({ last }) => last);
    const found: number[] = [];
    /** The leaves of a window, and every bit of their numbers. */
    const inside: number[] = [];
    const has: number[] = [];

    return (i, j, below) => {
      found.length = 0;
      const span = (lasts[j] ?? 0) - (firsts[i] ?? 0);
      if (j - i >= mostRuns || below <= 0 || (span >= numbers && j - i >= FEW)) return found;
      const full = fullMask(firsts[i] ?? 0, lasts[j] ?? 0);
      oneAnswerWith(i, j, full);
      if (j - i < pairs.runs && (span < pairs.numbers || j - i < FEW)) oneAnswerWithout(i, j, full);
      return found;
    };

    function oneAnswerWith(i: number, j: number, full: number): void {
      inside.length = 0;
      has.length = 0;
      for (let at = i; at <= j; at++) {
        const place = inside.indexOf(leaves[at] ?? 0);
        if (place >= 0) has[place] = (has[place] ?? 0) | (bits[at] ?? 0);
        else {
          inside.push(leaves[at] ?? 0);
          has.push(bits[at] ?? 0);
        }
      }
      for (let place = 0; place < inside.length; place++) {
        let others = 0;
        for (let other = 0; other < has.length; other++) if (other !== place) others |= has[other] ?? 0;
        add(full & ~others);
      }
    }

    function oneAnswerWithout(i: number, j: number, full: number): void {
      for (let p = i; p < j; p++) {
        const leaf = leaves[p];
        let together = bits[p] ?? 0;
        for (let q = p + 1; q <= j; q++) {
          if (leaves[q] !== leaf) continue;
          together |= bits[q] ?? 0;
          const mask = (full & ~together) >>> 0;
          if (mask === 0) break;
          if (!found.includes(mask) && isClearOnly(i, j, mask, leaf)) found.push(mask);
        }
      }
    }

    function add(bitsOfMask: number): void {
      const mask = bitsOfMask >>> 0;
      if (mask !== 0 && !found.includes(mask)) found.push(mask);
    }

    /** Whether all numbers without a bit of the mask go on at the leaf. */
    function isClearOnly(i: number, j: number, mask: number, leaf: number | undefined): boolean {
      for (let at = i; at <= j; at++) {
        if (leaves[at] !== leaf && firstWithout(mask, firsts[at] ?? 0, lasts[at] ?? 0) !== undefined) return false;
      }
      return true;
    }
  };
}

/** Every mask that could pay: fewer answers in a row on both sides than comparisons are left to win. */
export function allMasks({ runs: mostRuns, numbers }: Reach): MaskSource {
  return (runs) => (i, j, below) => {
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
