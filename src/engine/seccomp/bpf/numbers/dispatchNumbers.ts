import { X32_BIT } from '../../../linux/index.ts';
import { JEQ, JGE, JGT, JMP, JSET } from '../Instruction.ts';
import { type Fork, inPostorder, type Node, type NodeTable } from '../NodeTable.ts';
import { LAST_NUMBER } from '../run.ts';
import { firstWith, firstWithout, type MaskSource } from '../search/masks.ts';
import type { Run } from '../search/Run.ts';
import { type Join, leafJoin, type Solution, solveRuns, type Tree } from '../search/solveRuns.ts';

/** What the nodes are called to which a search's trees lead; a number without a node stands for one that is still to be made. */
export interface Leaves {
  nodes: (Node | undefined)[];
  of(node: Node): number;
}

export function startLeaves(): Leaves {
  const nodes: (Node | undefined)[] = [];
  const known = new Map<Node, number>();
  return {
    nodes,
    of(node) {
      const found = known.get(node) ?? nodes.push(node) - 1;
      known.set(node, found);
      return found;
    },
  };
}

/** A chain before a node that is there already pays while it is short. */
const MOST_EXCEPTIONS = 6;

/** What a node does with each run of numbers. */
interface Known {
  agrees: Uint8Array;
  steps: Float64Array;
}

/**
 * Where a search over `runs` may go on in trees that stand already: every comparison below `entries` that answers two runs or more in a row as they are to
 * be, or a part of them so that a chain of JEQ may stand before it. `leafOf` numbers nodes. Of a run that a tree takes apart it is only known that it is right
 * where both ways are.
 */
function joinsInto(
  entries: readonly Node[],
  runs: readonly Run[],
  leaves: readonly (Node | undefined)[],
  leafOf: (node: Node) => number,
): Join[] {
  const known = new Map<Node, Known>();
  const joins: Join[] = [];
  const goals = runs.map(({ leaf }) => leaves[leaf]);
  const none = new Float64Array(runs.length);
  for (const entry of entries) for (const node of inPostorder(entry)) look(node);
  return joins;

  function look(node: Node): void {
    if (known.has(node)) return;
    if (node.kind !== 'fork') {
      known.set(node, { agrees: Uint8Array.from(goals, (goal) => (goal === node ? 1 : 0)), steps: none });
      return;
    }
    const [yes, no] = [known.get(node.whenTrue), known.get(node.whenFalse)];
    if (yes === undefined || no === undefined) return;
    const agrees = new Uint8Array(runs.length);
    const steps = new Float64Array(runs.length);
    let inRow = 0;
    let most = 0;
    for (const [at, run] of runs.entries()) {
      const way = wayOf(node, run);
      const right = (way !== false || no.agrees[at] === 1) && (way !== true || yes.agrees[at] === 1);
      const both = way !== undefined || (no.agrees[at] === 1 && yes.agrees[at] === 1);
      if (right && both) agrees[at] = 1;
      const below = way === undefined ? Math.max(at1(yes, at), at1(no, at)) : at1(way ? yes : no, at);
      steps[at] = below + run.weight;
      inRow = agrees[at] === 1 ? inRow + 1 : 0;
      most = Math.max(most, inRow);
    }
    known.set(node, { agrees, steps });
    if (most > 1) joins.push({ leaf: leafOf(node), mostExceptions: MOST_EXCEPTIONS, agrees, steps });
  }
}

const at1 = ({ steps }: Known, at: number): number => steps[at] ?? 0;

/** The way on which a comparison sends all numbers of a run; undefined where it takes them apart. */
function wayOf({ code, k }: Fork, { first, last }: Run): boolean | undefined {
  switch (code) {
    case JMP | JGE:
      return first >= k ? true : last < k ? false : undefined;
    case JMP | JGT:
      return first > k ? true : last <= k ? false : undefined;
    case JMP | JEQ:
      return first === k && last === k ? true : k < first || k > last ? false : undefined;
    case JMP | JSET:
      if (firstWithout(k, first, last) === undefined) return true;
      return firstWith(k, first, last) === undefined ? false : undefined;
    default:
      return undefined;
  }
}

/** With fewer runs, x32's numbers are cheaper told apart among the others. */
const FEWEST_APART = 8;

/** What a search over numbers makes use of. */
export interface Search {
  leaves: Leaves;
  table: NodeTable;
  masks: MaskSource | undefined;
  /** Trees that stand already; undefined where none may lead into another. */
  library: Node[] | undefined;
}

/**
 * The tree over the numbers of one architecture. x32's calls are told apart from x86_64's by a bit; that taken away, most go on where x86_64's do, so their
 * tree only has what differs and leads into the other's.
 */
export function dispatchNumbers(runs: readonly Run[], search: Search): Node {
  const apart = search.library && takeApart(runs, search.leaves);
  if (apart === undefined) return finish(solve(runs, search).tree(), search);
  const lower = solve(apart.lower, search);
  search.library?.push(...partsWithNodes(lower.tree(), search));
  const x32 = solve(apart.x32, search);
  search.leaves.nodes[apart.entry] = search.table.mask(~X32_BIT >>> 0, finish(x32.tree(), search));
  return finish(lower.tree(), search);
}

function solve(runs: readonly Run[], search: Search): Solution {
  const first = hottest(runs);
  const plain = cheapest(runs, search);
  if (first === undefined) return plain;
  // A call that comes very often may be asked for before all others.
  const others = joined(runs.filter((run) => run !== first));
  const total = runs.reduce((sum, { weight }) => sum + weight, 0);
  const behind = solve(others, search);
  const cost = 1 + total + behind.cost;
  if (plain.cost <= cost) return plain;
  return { cost, tree: () => ({ op: 'EQ', k: first.first, whenTrue: first.leaf, whenFalse: behind.tree() }) };
}

function cheapest(runs: readonly Run[], { leaves, masks, library }: Search): Solution {
  const own = [...new Set(runs.map(({ leaf }) => leaf))].map((leaf) => leafJoin(leaf, runs));
  return solveRuns(runs, [...own, ...joinsInto(library ?? [], runs, leaves.nodes, leaves.of)], masks);
}

/** The single number that comes for a quarter of all calls or more, if there is one. */
function hottest(runs: readonly Run[]): Run | undefined {
  const total = runs.reduce((sum, { weight }) => sum + weight, 0);
  const hot = runs.filter(({ count, weight }) => count === 1 && weight > 0 && weight >= total / 4);
  return hot.toSorted((a, b) => b.weight - a.weight)[0];
}

/** Neighbours that go on alike as one. */
function joined(runs: readonly Run[]): Run[] {
  const found: Run[] = [];
  for (const run of runs) {
    const before = found.at(-1);
    if (before?.leaf !== run.leaf) found.push({ ...run });
    else {
      before.last = run.last;
      before.weight += run.weight;
      before.count += run.count;
    }
  }
  return found;
}

/** The tree's nodes; what stands in the library is taken from there, since a node is made only once. */
function finish(tree: Tree, search: Search): Node {
  const node = nodeOf(tree, search);
  if (node === undefined) throw new Error('a leaf has no node');
  search.library?.push(node);
  return node;
}

function nodeOf(tree: Tree, search: Search): Node | undefined {
  if (typeof tree === 'number') return search.leaves.nodes[tree];
  const whenTrue = nodeOf(tree.whenTrue, search);
  const whenFalse = nodeOf(tree.whenFalse, search);
  return whenTrue && whenFalse && search.table.fork(tree.op, tree.k, whenTrue, whenFalse);
}

/** The largest parts of a tree that need no leaf whose node is still to be made. */
function partsWithNodes(tree: Tree, search: Search): Node[] {
  if (typeof tree === 'number') return [];
  const node = nodeOf(tree, search);
  if (node !== undefined) return [node];
  return [...partsWithNodes(tree.whenTrue, search), ...partsWithNodes(tree.whenFalse, search)];
}

/**
 * x86_64's numbers, all others one run that leads to x32's tree, and x32's without their bit. Undefined where there are few of these, or where not all
 * numbers beyond x32's calls go on alike: the upper half of the numbers comes to x32's tree as it is, or as numbers without the bit, too.
 */
function takeApart(runs: readonly Run[], leaves: Leaves): { lower: Run[]; x32: Run[]; entry: number } | undefined {
  const at = runs.findIndex(({ first }) => first === X32_BIT);
  const above = runs.slice(at);
  const last = above.at(-1);
  if (at < 1 || above.length < FEWEST_APART || last === undefined || last.first >= 2 * X32_BIT) return undefined;
  const weight = above.reduce((sum, run) => sum + run.weight, 0);
  const entry = leaves.nodes.push(undefined) - 1;
  const lower = [
    ...runs.slice(0, at),
    { first: X32_BIT, last: LAST_NUMBER, leaf: entry, weight, count: LAST_NUMBER - X32_BIT + 1 },
  ];
  const x32 = above.map((run) => ({ ...run, first: run.first - X32_BIT, last: run.last - X32_BIT }));
  const end = x32.at(-1);
  if (end !== undefined) end.last = LAST_NUMBER;
  return { lower, x32, entry };
}
