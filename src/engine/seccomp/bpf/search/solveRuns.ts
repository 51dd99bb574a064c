import { firstWith, firstWithout, lastWith, lastWithout, type MaskSource } from './masks.ts';
import type { Run } from './Run.ts';

/** Longer runs are cut by estimate: only weights depend on it. */
const MOST_COUNTED = 512;

/** The runs of the numbers with a bit of the mask, and of those with none. Neighbours that go on alike become one. */
function splitRuns(runs: readonly Run[], from: number, to: number, mask: number): { set: Run[]; clear: Run[] } {
  const set: Run[] = [];
  const clear: Run[] = [];
  for (let at = from; at <= to; at++) {
    const run = runs[at];
    if (run === undefined) continue;
    const { first, last } = run;
    const [lowSet, lowClear] = [firstWith(mask, first, last), firstWithout(mask, first, last)];
    const some = lowSet === undefined ? 0 : lowClear === undefined ? run.count : countWith(mask, run);
    if (lowSet !== undefined) append(set, run, lowSet, lastWith(mask, first, last) ?? lowSet, some);
    if (lowClear !== undefined) {
      append(clear, run, lowClear, lastWithout(mask, first, last) ?? lowClear, run.count - some);
    }
  }
  return { set, clear };
}

function append(runs: Run[], { leaf, weight, count }: Run, first: number, last: number, some: number): void {
  const share = (weight * some) / count;
  const before = runs.at(-1);
  if (before?.leaf === leaf) {
    before.last = last;
    before.weight += share;
    before.count += some;
  } else runs.push({ first, last, leaf, weight: share, count: some });
}

function countWith(mask: number, { first, last, count }: Run): number {
  if (last - first > MOST_COUNTED) return count / 2;
  let found = 0;
  for (let number = first; number <= last; number++) if ((number & mask) !== 0) found++;
  return found;
}

/** Where a search may stop: a node that is there already, with the runs that it answers rightly and what these cost below it. */
export interface Join {
  leaf: number;
  /** How many numbers may be taken out by JEQ before it. */
  mostExceptions: number;
  /** By run: 1 where it goes on rightly from the node. */
  agrees: Uint8Array;
  /** By run: weighted steps below the node. */
  steps: Float64Array;
}

/** A tree of comparisons of the number in the accumulator. A leaf is an index, of a join. */
export type Tree = number | { op: 'GE' | 'EQ' | 'SET'; k: number; whenTrue: Tree; whenFalse: Tree };

export interface Solution {
  cost: number;
  tree: () => Tree;
}

/** Exceptions of a chain that are ordered by weight; those after them stand as they come. */
const ORDERED = 12;

/**
 * The cheapest tree over `runs`, ascending, by dynamic programming over all that stand in a row: split by JGE; by one JEQ for each number that a join
 * gets wrong; split by JSET with the masks that `masks` offers, each half without another JSET. Exact for trees of JGE and JEQ where `masks` is undefined.
 */
export function solveRuns(runs: readonly Run[], joins: readonly Join[], masks?: MaskSource): Solution {
  const n = runs.length;
  const costs = new Float64Array(n * n).fill(Number.POSITIVE_INFINITY);
  /** The same by the last run, so that both are read in a row. */
  const turned = new Float64Array(n * n).fill(Number.POSITIVE_INFINITY);
  /** Of a window: above 0 where it is split before that run, below 0 the join of its chain. */
  const choices = new Int32Array(n * n);
  const sets = new Map<number, { mask: number; set: Solution; clear: Solution }>();
  const solved = new Map<string, Solution>();
  const weights = Float64Array.from(runs, ({ weight }) => weight);
  const offered = masks?.(runs);

  for (let i = n - 1; i >= 0; i--) {
    chains(i);
    let weight = weights[i] ?? 0;
    turned[i * n + i] = costs[i * n + i] ?? 0;
    for (let j = i + 1; j < n; j++) {
      weight += weights[j] ?? 0;
      const base = 1 + weight;
      let best = costs[i * n + j] as number;
      let choice = choices[i * n + j] as number;
      const row = i * n - 1;
      const column = j * n;
      for (let k = i + 1; k <= j; k++) {
        const cost = base + (costs[row + k] as number) + (turned[column + k] as number);
        if (cost < best) {
          best = cost;
          choice = k;
        }
      }
      if (offered !== undefined && j > i + 1) {
        const split = bestMask(i, j, base, best);
        if (split !== undefined) {
          best = split;
          choice = n;
        }
      }
      costs[i * n + j] = best;
      turned[column + i] = best;
      choices[i * n + j] = choice;
    }
  }
  return { cost: costs[n - 1] ?? 0, tree: () => build(0, n - 1) };

  /** Chains of JEQ from run i on, before a join. */
  function chains(i: number): void {
    for (const [at, { agrees, steps, mostExceptions }] of joins.entries()) {
      const ordered: number[] = [];
      let [exceptions, total, left, before, below] = [0, 0, 0, 0, 0];
      for (let j = i; j < n; j++) {
        const weight = weights[j] as number;
        total += weight;
        if (agrees[j] === 1) below += steps[j] as number;
        else {
          const run = runs[j] as Run;
          if (run.first !== run.last || exceptions === mostExceptions) break;
          exceptions++;
          if (exceptions <= ORDERED) {
            insert(ordered, j);
            left = 0;
            before = 0;
            for (const each of ordered) {
              before += left;
              left += weights[each] as number;
            }
          } else {
            before += left;
            left += weight;
          }
        }
        const cost = exceptions + (exceptions * total - before + below);
        if (cost < (costs[i * n + j] as number)) {
          costs[i * n + j] = cost;
          choices[i * n + j] = -1 - at;
        }
      }
    }
  }

  function insert(ordered: number[], j: number): void {
    let at = ordered.length;
    while (at > 0 && (weights[ordered[at - 1] as number] as number) < (weights[j] as number)) at--;
    ordered.splice(at, 0, j);
  }

  function bestMask(i: number, j: number, base: number, most: number): number | undefined {
    let best = most;
    for (const mask of offered?.(i, j, best - base) ?? []) {
      const halves = halvesOf(i, j, mask, best - base);
      if (halves === undefined) continue;
      const cost = base + halves.set.cost + halves.clear.cost;
      if (cost >= best - 1e-9) continue;
      best = cost;
      sets.set(i * n + j, { mask, ...halves });
    }
    return best < most ? best : undefined;
  }

  /** Both sides of a mask; undefined where one is empty, or they cost `most` or more. */
  function halvesOf(i: number, j: number, mask: number, most: number): { set: Solution; clear: Solution } | undefined {
    const { first } = runs[i] as Run;
    const { last } = runs[j] as Run;
    // With the mask, its first and its last number tell a side: all such numbers between are in it.
    const setKey = `${mask} ${firstWith(mask, first, last)} ${lastWith(mask, first, last)}`;
    const clearKey = `${mask}-${firstWithout(mask, first, last)} ${lastWithout(mask, first, last)}`;
    const [knownSet, knownClear] = [solved.get(setKey), solved.get(clearKey)];
    if (knownSet !== undefined && knownClear !== undefined) return { set: knownSet, clear: knownClear };
    const { set, clear } = splitRuns(runs, i, j, mask);
    if (set.length === 0 || clear.length === 0) return undefined;
    // A JEQ can save two comparisons of neighbours; each side that is no answer costs one comparison of all its calls.
    if ((knownSet?.cost ?? least(set)) + (knownClear?.cost ?? least(clear)) >= most) return undefined;
    return { set: knownSet ?? solveSet(set, setKey), clear: knownClear ?? solveSet(clear, clearKey) };
  }

  function solveSet(set: readonly Run[], key: string): Solution {
    const leaves = [...new Set(set.map(({ leaf }) => leaf))];
    const found =
      solvePlain(set) ??
      solveRuns(
        set,
        leaves.map((leaf) => leafJoin(leaf, set)),
      );
    solved.set(key, found);
    return found;
  }

  function build(i: number, j: number): Tree {
    const choice = choices[i * n + j] as number;
    if (choice === n) {
      const split = sets.get(i * n + j);
      if (split === undefined) throw new Error('no split');
      return { op: 'SET', k: split.mask, whenTrue: split.set.tree(), whenFalse: split.clear.tree() };
    }
    if (choice > 0) {
      return { op: 'GE', k: (runs[choice] as Run).first, whenTrue: build(choice, j), whenFalse: build(i, choice - 1) };
    }
    const join = joins[-1 - choice] as Join;
    const ordered: number[] = [];
    const rest: number[] = [];
    for (let at = i; at <= j; at++) {
      if (join.agrees[at] === 1) continue;
      if (ordered.length < ORDERED) insert(ordered, at);
      else rest.push(at);
    }
    return [...ordered, ...rest].reduceRight<Tree>((whenFalse, at) => {
      const { first, leaf } = runs[at] as Run;
      return { op: 'EQ', k: first, whenTrue: leaf, whenFalse };
    }, join.leaf);
  }
}

/** The tree for what one comparison tells apart at most; undefined for more. */
function solvePlain(runs: readonly Run[]): Solution | undefined {
  const [first, second, third] = runs;
  if (first === undefined || runs.length > 3) return undefined;
  if (second === undefined) return { cost: 0, tree: () => first.leaf };
  const cost = 1 + first.weight + second.weight + (third?.weight ?? 0);
  if (third === undefined) {
    return { cost, tree: () => ({ op: 'GE', k: second.first, whenTrue: second.leaf, whenFalse: first.leaf }) };
  }
  if (first.leaf !== third.leaf || second.first !== second.last) return undefined;
  return { cost, tree: () => ({ op: 'EQ', k: second.first, whenTrue: second.leaf, whenFalse: first.leaf }) };
}

/** What a tree over runs costs at least. */
function least(runs: readonly Run[]): number {
  if (runs.length < 2) return 0;
  let weight = 0;
  for (const run of runs) weight += run.weight;
  return (runs.length >> 1) + weight;
}

/** A join that is an answer: right for the runs that have it, and no steps below. */
export function leafJoin(leaf: number, runs: readonly Run[]): Join {
  const agrees = new Uint8Array(runs.length);
  for (let at = 0; at < runs.length; at++) if (runs[at]?.leaf === leaf) agrees[at] = 1;
  return { leaf, mostExceptions: runs.length, agrees, steps: new Float64Array(runs.length) };
}
