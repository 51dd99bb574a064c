import { JEQ, JGE, JGT, JMP, JSET } from '../Instruction.ts';
import { type Fork, inPostorder, type Node } from '../Node.ts';
import type { Run } from './Run.ts';
import type { Join } from './solveRuns.ts';
import { firstWith, firstWithout } from './underMask.ts';

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
export function joinsInto(
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
