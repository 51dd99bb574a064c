import { WORD_BITS } from '../../../linux/index.ts';
import type { Return } from '../NodeTable.ts';
import { likelyMasks } from '../search/masks.ts';
import type { Run } from '../search/Run.ts';
import { leafJoin, solveRuns, type Tree } from '../search/solveRuns.ts';

/** One comparison of 32 bits of the arguments, and where it leads. Two that do the same are one. */
export interface Test {
  /** Which half: twice the argument, plus 1 for its upper half. */
  half: number;
  mask: number;
  op: 'EQ' | 'GT' | 'GE';
  datum: number;
  whenTrue: Outcome;
  whenFalse: Outcome;
}

/** What is left to ask, or the answer. */
export type Outcome = Test | Return;

export const isTest = (outcome: Outcome): outcome is Test => 'half' in outcome;

/** Gives the one test that asks this, or what both ways lead to. */
export type MakeTest = (test: Test) => Outcome;

export function testTable(): MakeTest {
  const known = new Map<Outcome, Test[]>();
  return (test) => {
    if (test.whenTrue === test.whenFalse) return test.whenTrue;
    const same = known.get(test.whenTrue) ?? [];
    known.set(test.whenTrue, same);
    const found = same.find(
      ({ half, mask, op, datum, whenFalse }) =>
        half === test.half &&
        mask === test.mask &&
        op === test.op &&
        datum === test.datum &&
        whenFalse === test.whenFalse,
    );
    if (found === undefined) same.push(test);
    return found ?? test;
  };
}

/** A call's arguments are mostly small: among trees of one size, the one that is quicker for 0. */
const OF_ZERO = 0.01;
/** Values that one JSET may take together. */
const MOST_BITS = 6;
const MASKS = likelyMasks({ runs: 10, numbers: 64 }, { runs: 10, numbers: 64 });

/** A search's tree over the values of one half, and what its leaves stand for. */
interface HalfTree {
  tree: Tree;
  exits: readonly Outcome[];
}

/** All comparisons that follow each other on one whole half, searched anew as a function of its value. Undefined where there is only one. */
export function searchHalf(start: Test): HalfTree | undefined {
  const inside = new Set<Test>();
  gather(start, start.half, inside);
  if (inside.size < 2) return undefined;
  const starts = new Set([0]);
  for (const { op, datum } of inside) {
    if (op !== 'GT') starts.add(datum);
    if (op !== 'GE' && datum < WORD_BITS) starts.add(datum + 1);
  }
  const exits: Outcome[] = [];
  const runs: Run[] = [];
  const firsts = [...starts].sort((a, b) => a - b);
  for (const [at, first] of firsts.entries()) {
    const last = (firsts[at + 1] ?? WORD_BITS + 1) - 1;
    const exit = follow(start, first, inside);
    if (!exits.includes(exit)) exits.push(exit);
    const leaf = exits.indexOf(exit);
    const before = runs.at(-1);
    if (before?.leaf === leaf) {
      before.last = last;
      before.count = last - before.first + 1;
    } else runs.push({ first, last, leaf, weight: first === 0 ? OF_ZERO : 0, count: last - first + 1 });
  }
  const plain = solve(runs);
  const cube = withCube(runs);
  const best = cube !== undefined && cube.cost < plain.cost ? cube : plain;
  return { tree: best.tree, exits };
}

function gather(test: Test, half: number, inside: Set<Test>): void {
  if (test.half !== half || test.mask !== WORD_BITS || inside.has(test)) return;
  inside.add(test);
  for (const way of [test.whenTrue, test.whenFalse]) if (isTest(way)) gather(way, half, inside);
}

function follow(start: Test, value: number, inside: ReadonlySet<Test>): Outcome {
  let at: Outcome = start;
  while (isTest(at) && inside.has(at)) {
    const { op, datum }: Test = at;
    const held: boolean = op === 'EQ' ? value === datum : op === 'GT' ? value > datum : value >= datum;
    at = held ? at.whenTrue : at.whenFalse;
  }
  return at;
}

function solve(runs: readonly Run[]): { cost: number; tree: Tree } {
  const leaves = [...new Set(runs.map(({ leaf }) => leaf))];
  const found = solveRuns(
    runs,
    leaves.map((leaf) => leafJoin(leaf, runs)),
    MASKS,
  );
  return { cost: found.cost, tree: found.tree() };
}

/**
 * One JSET for the values 0, 8, 0x20000 and 0x20008: those without any bit but two. The largest such set of single values with one exit is taken out, and the
 * rest is searched as if they went on like their neighbours.
 */
function withCube(runs: readonly Run[]): { cost: number; tree: Tree } | undefined {
  const exitOf = new Map(runs.filter(({ first, last }) => first === last).map(({ first, leaf }) => [first, leaf]));
  let best: { bits: number; leaf: number; values: number[] } | undefined;
  for (const [bits, leaf] of exitOf) {
    const values = subsetsOf(bits);
    if (values === undefined || values.length <= (best?.values.length ?? 1)) continue;
    if (values.every((value) => exitOf.get(value) === leaf)) best = { bits, leaf, values };
  }
  if (best === undefined) return undefined;
  const { bits, leaf, values } = best;
  const rest: Run[] = [];
  for (const run of runs.filter(({ first }) => !values.includes(first))) {
    const before = rest.at(-1);
    if (before?.leaf === run.leaf) before.last = run.last;
    else rest.push({ ...run });
  }
  const found = solve(rest);
  return { cost: found.cost + 1, tree: { op: 'SET', k: ~bits >>> 0, whenTrue: found.tree, whenFalse: leaf } };
}

/** Every value that has none but these bits; undefined for too many. */
function subsetsOf(bits: number): number[] | undefined {
  let values = [0];
  for (let bit = 0; bit < 32; bit++) {
    if (((bits >>> bit) & 1) === 0) continue;
    values = values.flatMap((value) => [value, (value | (1 << bit)) >>> 0]);
    if (values.length > 2 ** MOST_BITS) return undefined;
  }
  return values;
}
