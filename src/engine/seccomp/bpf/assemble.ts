import { type Instruction, JA, JMP } from './Instruction.ts';
import { branchesOf, inPostorder, type Node } from './Node.ts';
import type { Origin } from './Program.ts';

/** `jt` and `jf` have 8 bits. */
const FARTHEST = 255;

/**
 * Finds each node its place and writes its jumps. Jumps only go forward, so the program is written from its last instruction to its first: where a
 * node lies is then known before anything jumps to it. What lies too far for a conditional jump gets a JA right behind the comparison, and later ones,
 * which stand before it, go there too while it is near. An answer is no longer than a JA, so it is written anew wherever none is near.
 */
export function assemble(entry: Node): { instructions: readonly Instruction[]; origins: readonly Origin[] } {
  const backwards: { instruction: Instruction; origin: Origin }[] = [];
  /** By node, how many instructions stand behind it, and behind the nearest place that does as it does. */
  const homes = new Map<Node, number>();
  const places = new Map<Node, number>();
  const origins = new Map<Node, Origin>();

  for (const node of inPostorder(entry)) {
    origins.set(node, { ...node.serves, rules: [...node.serves.rules] });
    if (node.kind === 'return') {
      if (node === entry) lead(node);
    } else if (node.kind === 'step') {
      if (distance(places, node.next) > 0) lead(node.next);
      write(node, node.code, node.k);
    } else {
      const [first, second] = branchesOf(node);
      // What is written for the second lies between.
      const between = distance(places, second) > FARTHEST ? 1 : 0;
      if (distance(places, first) + between > FARTHEST) lead(first);
      if (distance(places, second) > FARTHEST) lead(second);
      write(node, node.code, node.k, distance(places, node.whenTrue), distance(places, node.whenFalse));
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
    backwards.push({ instruction: { code, jt, jf, k }, origin: origins.get(node) ?? { calls: [], rules: [] } });
  }

  /** Writes what does as the node does, here. */
  function lead(node: Node): void {
    if (node.kind === 'return') write(node, node.code, node.k);
    else write(node, JMP | JA, distance(homes, node));
  }
}
