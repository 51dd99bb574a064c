import type { ArgumentNode } from './ArgumentNode.ts';

/** One comparison of half an argument, and whether it held. */
export interface Finding {
  node: ArgumentNode;
  held: boolean;
}

/** How a value's upper bits compare with a comparison's: 0 equal so far, 1 greater or different, -1 less. */
type State = 0 | 1 | -1;

/**
 * Whether some 32-bit value agrees with all `findings`, exactly: it is built bit by bit from the top, and what matters of the bits so far is how
 * each comparison stands. Each comparison has three states at most, so the states are few where the comparisons are.
 */
export function canHold(findings: readonly Finding[]): boolean {
  let reached = new Map<string, State[]>([['', findings.map(() => 0)]]);
  for (let bit = 31; bit >= 0; bit--) {
    const next = new Map<string, State[]>();
    for (const states of reached.values()) {
      for (const chosen of [0, 1]) {
        const after = findings.map(({ node }, at) => step(states[at] ?? 0, node, bit, chosen));
        next.set(after.join(), after);
      }
    }
    reached = next;
  }
  return [...reached.values()].some((states) =>
    findings.every(({ node, held }, at) => holds(node, states[at] ?? 0) === held),
  );
}

function step(state: State, node: ArgumentNode, bit: number, chosen: number): State {
  if (state !== 0) return state;
  const mask = (node.mask >>> bit) & 1;
  const wanted = (node.datum >>> bit) & 1;
  const masked = chosen & mask;
  return masked === wanted ? 0 : masked > wanted ? 1 : -1;
}

function holds(node: ArgumentNode, state: State): boolean {
  if (node.op === 'GT') return state === 1;
  return node.op === 'GE' ? state >= 0 : state === 0;
}
