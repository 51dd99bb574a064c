import { expect, test } from 'vitest';
import { type Extent, type Subid, solve, type Wish } from '../../../../src/engine/idmap/index.ts';
import { runs, SEED } from '../../../seed.ts';
import { bruteForce } from './bruteForce.ts';

const CASES = runs(200);

/** Numbers from 0 to n - 1, the same ones for a seed (Numerical Recipes' generator). */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const span = { start: 0, end: 0, line: 1, column: 1 };

/** Up to 8 inside ids, 12 outside ids, 4 wishes; ranges of every raggedness. */
function smallCase(next: (n: number) => number) {
  const size = next(9);
  const fixed = new Map<number, number>();
  for (let wishes = next(5); wishes > 0; wishes -= 1) {
    const [inside, outside] = [next(9), next(12)];
    if (!fixed.has(inside) && ![...fixed.values()].includes(outside)) fixed.set(inside, outside);
  }
  const density = 1 + next(9);
  const available = Array.from({ length: 12 }, (_, id) => id).filter(() => next(10) < density);
  return { size, fixed, available };
}

/** What the solver and the search of all maps give for as many cases: where they differ, and what was seen where they don't. */
function compare(seed: number) {
  const next = numbers(seed);
  const differences: unknown[] = [];
  const seen = { solved: 0, none: 0, kept: 0, most: 0 };
  for (let run = 0; run < CASES; run += 1) {
    const { size, fixed, available } = smallCase(next);
    if (size === 0 && fixed.size === 0) {
      run -= 1;
      continue;
    }
    const wishes = [...fixed].map(([inside, outside]): Wish => ({ inside, outside, kind: 'uid' }));
    const subids = available.map((start): Subid => ({ owner: 'root', start, count: 1, span }));
    const usual = available.map((outside, inside): Extent => ({ inside, outside, count: 1 }));
    const best = bruteForce(fixed, available, size, usual);
    // The gid side has the whole range to itself, so that it never stands in the way.
    const { value, diagnostics } = solve(wishes, subids, {
      size,
      subgid: [{ owner: 'root', start: 0, count: 99, span }],
    });
    const found = value && { extents: value.uid.length, fewest: value.sides.uid.fewest };
    if (best && found?.extents === best.extents && found.fewest) {
      seen.solved += 1;
      seen.kept += value?.sides.uid.kept ?? 0;
      seen.most += best.kept;
    } else if (best === undefined && found === undefined && diagnostics[0]?.code === 'solve-range-short')
      seen.none += 1;
    else differences.push({ size, fixed: [...fixed], available, best, found });
  }
  return { differences, seen };
}

test(`on ${CASES} small cases (seed ${SEED}) no map has fewer extents than the solver's, and it is found whenever there is one`, () => {
  const { differences, seen } = compare(SEED);
  expect(differences).toEqual([]);
  expect(seen.solved).toBeGreaterThan(0.6 * CASES);
  expect(seen.none).toBeGreaterThan(0.1 * CASES);
});

// How many is a matter of the cases and no law, so they are the same ones in each run.
test.each([1, 2, 3, 4])(
  'of the ids that could stay where they are, all but a few stay: whole stretches (seed %i)',
  (seed) => {
    const { kept, most } = compare(seed).seen;
    expect(kept / most).toBeGreaterThan(0.99);
  },
);
