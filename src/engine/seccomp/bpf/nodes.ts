import { ABS, ALU, AND, JEQ, JGE, JGT, JMP, LD, RET } from './Instruction.ts';
import type { Fork, Node, Return, Serves, Step } from './Node.ts';

// The instructions that a compiled filter is made of.

/** A = the word at this offset of struct seccomp_data. */
export function load(offset: number, serves: Serves, next: Node): Step {
  return { kind: 'step', code: LD | ABS, k: offset, serves, next };
}

/** A &= mask. */
export function mask(bits: number, serves: Serves, next: Node): Step {
  return { kind: 'step', code: ALU | AND, k: bits, serves, next };
}

/** Answers with a SECCOMP_RET_* value. */
export function answer(value: number, serves: Serves): Return {
  return { kind: 'return', code: RET, k: value, serves };
}

const COMPARISONS = { EQ: JEQ, GT: JGT, GE: JGE };

/** Whether A is equal to, greater than, or greater than or equal to `value`, unsigned. */
export function fork(
  comparison: keyof typeof COMPARISONS,
  value: number,
  serves: Serves,
  ways: Pick<Fork, 'whenTrue' | 'whenFalse' | 'behind'>,
): Fork {
  return { kind: 'fork', code: JMP | COMPARISONS[comparison], k: value, serves, ...ways };
}
