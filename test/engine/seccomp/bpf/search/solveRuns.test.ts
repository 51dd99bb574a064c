import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Run } from '../../../../../src/engine/seccomp/bpf/search/Run.ts';
import { leafJoin, solveRuns, type Tree } from '../../../../../src/engine/seccomp/bpf/search/solveRuns.ts';
import { runs } from '../../../../seed.ts';

/** Numbers from 0 on, one answer each. */
function runsOf(answers: readonly number[], weight: number): Run[] {
  const found: Run[] = [];
  for (const [number, leaf] of answers.entries()) {
    const before = found.at(-1);
    if (before?.leaf === leaf)
      Object.assign(before, { last: number, count: before.count + 1, weight: before.weight + weight });
    else found.push({ first: number, last: number, leaf, weight, count: 1 });
  }
  return found;
}

function solved(answers: readonly number[], weight = 0): { cost: number; tree: Tree } {
  const runs = runsOf(answers, weight);
  const { cost, tree } = solveRuns(
    runs,
    [...new Set(answers)].map((leaf) => leafJoin(leaf, runs)),
  );
  return { cost, tree: tree() };
}

const follow = (tree: Tree, number: number): number => {
  if (typeof tree === 'number') return tree;
  const { op, k } = tree;
  const held = op === 'GE' ? number >= k : op === 'EQ' ? number === k : (number & k) !== 0;
  return follow(held ? tree.whenTrue : tree.whenFalse, number);
};

/** The fewest comparisons of any tree of JGE and JEQ, over what numbers are left. */
function fewest(answers: readonly number[], left: readonly number[], known: Map<string, number>): number {
  if (new Set(left.map((number) => answers[number])).size < 2) return 0;
  const key = left.join();
  let best = known.get(key) ?? Number.POSITIVE_INFINITY;
  if (known.has(key)) return best;
  for (const number of left) {
    const ways = [left.filter((other) => other === number), left.filter((other) => other < number)];
    for (const way of ways.filter(({ length }) => length > 0)) {
      const rest = left.filter((other) => !way.includes(other));
      if (rest.length > 0) best = Math.min(best, 1 + fewest(answers, way, known) + fewest(answers, rest, known));
    }
  }
  known.set(key, best);
  return best;
}

test('no tree of JGE and JEQ is smaller, and each number comes to its answer', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2), { minLength: 2, maxLength: 9 }), (answers) => {
      const { cost, tree } = solved(answers);
      const numbers = answers.map((_, number) => number);
      expect(numbers.map((number) => follow(tree, number))).toEqual(answers);
      expect(cost).toBe(fewest(answers, numbers, new Map()));
    }),
    { numRuns: runs(60) },
  );
});
