import { MOST_INSTRUCTIONS } from '../../linux/index.ts';
import { type Parsed, refused } from '../../text/index.ts';
import type { Filter } from '../filter/wholeCall.ts';
import type { Wish } from './blocks.ts';
import { type Instruction, JA, JMP } from './Instruction.ts';
import { inPostorder, type Node, waysFrom } from './NodeTable.ts';
import type { Origin, Program } from './run.ts';
import { likelyMasks } from './search/masks.ts';
import { type Plan, programNode, searchSmallest } from './searchSmallest.ts';

/** `jt` and `jf` have 8 bits. */
const FARTHEST = 255;

/** A program before its origins and instructions are told apart. */
interface Assembled {
  instructions: readonly Instruction[];
  origins: readonly Origin[];
}

/** Finds each node its place. Where jumps can be too long, the order of the nodes makes a difference, and the shortest of several programs is taken. */
export function assemble(entry: Node): Assembled {
  const nodes = inPostorder(entry);
  const first = layOut(entry, nodes);
  if (nodes.length <= FARTHEST) return first;
  return orders(nodes).reduce((best, order) => {
    const other = layOut(entry, inPostorder(entry, order));
    return other.instructions.length < best.instructions.length ? other : best;
  }, first);
}

/** Which way comes right behind a comparison: when true, that behind which less is written, and that behind which more is. */
function orders(nodes: readonly Node[]): ((node: Node) => readonly Node[])[] {
  const sizes = new Map<Node, number>();
  const sizeOf = (node: Node) => sizes.get(node) ?? 0;
  for (const node of nodes) {
    const size = waysFrom(node).reduce((sum, way) => sum + sizeOf(way), 1);
    sizes.set(node, size);
  }
  return [
    (node) => waysFrom(node).toReversed(),
    (node) => waysFrom(node).toSorted((a, b) => sizeOf(b) - sizeOf(a)),
    (node) => waysFrom(node).toSorted((a, b) => sizeOf(a) - sizeOf(b)),
  ];
}

/**
 * Finds each node its place and writes its jumps. Jumps only go forward, so the program is written from its last instruction to its first: where a
 * node lies is then known before anything jumps to it. What lies too far for a conditional jump gets a JA right behind the comparison, and later ones,
 * which stand before it, go there too while it is near. An answer is no longer than a JA, so it is written anew wherever none is near.
 */
function layOut(entry: Node, nodes: readonly Node[]): Assembled {
  const backwards: { instruction: Instruction; origin: Origin }[] = [];
  /** By node, how many instructions stand behind it, and behind the nearest place that does as it does. */
  const homes = new Map<Node, number>();
  const places = new Map<Node, number>();
  const origins = new Map<Node, Origin>();

  for (const node of nodes) {
    origins.set(node, { ...node.serves, rules: [...node.serves.rules] });
    if (node.kind === 'return') {
      if (node === entry) lead(node);
    } else if (node.kind === 'step') {
      if (distance(places, node.next) > 0) lead(node.next);
      write(node, node.code, node.k);
    } else {
      const { whenTrue, whenFalse } = node;
      // What was placed last stands nearest.
      const [first, second] =
        distance(homes, whenTrue) >= distance(homes, whenFalse) ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
      // What is written for the second lies between.
      const between = distance(places, second) > FARTHEST ? 1 : 0;
      if (distance(places, first) + between > FARTHEST) lead(first);
      if (distance(places, second) > FARTHEST) lead(second);
      write(node, node.code, node.k, distance(places, whenTrue), distance(places, whenFalse));
    }
  }
  backwards.reverse();
  return {
    instructions: backwards.map(({ instruction }) => instruction),
    origins: backwards.map(({ origin }) => origin),
  };

  /** How far the instruction that is written next must jump; infinite to an answer that isn't written yet. */
  function distance(to: ReadonlyMap<Node, number>, node: Node): number {
    return backwards.length - 1 - (to.get(node) ?? Number.NEGATIVE_INFINITY);
  }

  function write(node: Node, code: number, k: number, jt = 0, jf = 0): void {
    places.set(node, backwards.length);
    if (!homes.has(node)) homes.set(node, backwards.length);
    backwards.push({
      instruction: { code, jt, jf, k },
      origin: origins.get(node) ?? { calls: [], rules: [], because: [] },
    });
  }

  /** Writes what does as the node does, here. */
  function lead(node: Node): void {
    if (node.kind === 'return') write(node, node.code, node.k);
    else write(node, JMP | JA, distance(homes, node));
  }
}

/** What one step less for every call is worth, in instructions: where a filter has one ABI, and where it has more and is longer anyway. */
const WORTH = { alone: 9, beside: 12, steps: 1000, size: 0.01 };
/** What is tried where a program is longer than libseccomp's. A filter of x32 without x86_64 has no second tree that x32's could lead into. */
const SHORTER: readonly Partial<Plan>[] = [{}, { unfolded: true }, { apart: true }, { apart: true, unfolded: true }];
const LIKELY = likelyMasks({ runs: 8, numbers: 140 }, { runs: 8, numbers: 48 });

/**
 * A program that answers every call as `decide` does, for the filter's target. It isn't libseccomp's, but makes its comparisons of arguments with the same
 * outcome, misreadings included, and isn't longer than that with runc's stub. Undefined where it would be longer than the kernel takes.
 */
export function compile(filter: Filter, wish: Wish = {}): Parsed<Program> {
  const { weights, onProgress } = wish;
  const quick = (steps: number, plan: Partial<Plan> = {}): Program =>
    laidOut(filter, { steps, masks: LIKELY, weights, ...plan });
  let program = quick(worthOf(filter, wish));
  // libseccomp's length with runc's stub; 0 for no filter.
  for (const plan of SHORTER) {
    if (filter.off || program.instructions.length <= filter.instructions) break;
    const smaller = quick(WORTH.size, plan);
    if (smaller.instructions.length < program.instructions.length) program = smaller;
  }
  if (wish.for === 'size')
    program = searchSmallest(program, (plan) => laidOut(filter, { ...plan, weights }), onProgress);
  const { length } = program.instructions;
  if (length > MOST_INSTRUCTIONS) {
    const message = `The filter takes ${length} instructions here; the kernel takes at most ${MOST_INSTRUCTIONS}.`;
    const hint = 'The kernel refuses a longer program (EINVAL). Write fewer rules with conditions.';
    return refused('program-too-long', message, hint, filter.profile.defaultSpan);
  }
  return { value: program, diagnostics: [] };
}

function worthOf({ branches }: Filter, wish: Wish): number {
  if (wish.for !== undefined) return WORTH[wish.for];
  return branches.size > 1 ? WORTH.beside : WORTH.alone;
}

function laidOut(filter: Filter, plan: Plan): Program {
  return { arch: filter.target.arch, ...assemble(programNode(filter, plan)) };
}
