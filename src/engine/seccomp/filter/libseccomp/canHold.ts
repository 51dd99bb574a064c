import { WORD_BITS } from '../../../linux/index.ts';
import type { ArgumentNode } from './ArgumentNode.ts';

/** One comparison of half an argument, and whether it held. */
export interface Finding {
  op: ArgumentNode['op'];
  mask: number;
  datum: number;
  held: boolean;
}

/** How a value's upper bits compare with a comparison's: 0 equal so far, 1 greater or different, -1 less. */
type State = 0 | 1 | -1;

/** Whether some 32-bit value agrees with all `findings`, exactly. */
export function canHold(findings: readonly Finding[]): boolean {
  return valueThatHolds(findings) !== undefined;
}

/** A 32-bit value that agrees with all `findings`, `preferred` where it does; undefined where none does. */
export function valueThatHolds(findings: readonly Finding[], preferred = 0): number | undefined {
  if (agrees(preferred, findings)) return preferred;
  // Where a comparison with a whole value holds, no other value is left to try.
  const only = findings.find(({ op, mask, held }) => held && op.endsWith('EQ') && mask === WORD_BITS);
  if (only !== undefined) return agrees(only.datum, findings) ? only.datum : undefined;
  // A value at the edge of a comparison mostly does, and is quickly tried.
  const edges = findings.flatMap(({ mask, datum }) => [datum, datum + 1, datum - 1, datum | ~mask]);
  const found = [...edges.reverse(), 0].find((value) => agrees(value, findings));
  return found === undefined ? build(findings) : found >>> 0;
}

/** Whether a 32-bit value agrees with all `findings`. */
export function agrees(value: number, findings: readonly Finding[]): boolean {
  return findings.every(({ op, mask, datum, held }) => {
    const masked = (value & mask) >>> 0;
    return isHeld(op, masked === datum ? 0 : masked > datum ? 1 : -1) === held;
  });
}

/**
 * The value is built bit by bit from the top, and what matters of the bits so far is how each comparison stands. Each comparison has three states
 * at most, so the states are few where the comparisons are.
 */
function build(findings: readonly Finding[]): number | undefined {
  let reached = new Map<string, { states: State[]; value: number }>([
    ['', { states: findings.map(() => 0), value: 0 }],
  ]);
  for (let bit = 31; bit >= 0; bit--) {
    const next = new Map<string, { states: State[]; value: number }>();
    for (const { states, value } of reached.values()) {
      for (const chosen of [0, 1]) {
        const after = findings.map((finding, at) => step(states[at] ?? 0, finding, bit, chosen));
        next.set(after.join(), { states: after, value: (value | (chosen << bit)) >>> 0 });
      }
    }
    reached = next;
  }
  return [...reached.values()].find(({ states }) =>
    findings.every(({ op, held }, at) => isHeld(op, states[at] ?? 0) === held),
  )?.value;
}

function step(state: State, { mask, datum }: Finding, bit: number, chosen: number): State {
  if (state !== 0) return state;
  const masked = chosen & (mask >>> bit) & 1;
  const wanted = (datum >>> bit) & 1;
  return masked === wanted ? 0 : masked > wanted ? 1 : -1;
}

function isHeld(op: ArgumentNode['op'], state: State): boolean {
  if (op === 'GT') return state === 1;
  return op === 'GE' ? state >= 0 : state === 0;
}
