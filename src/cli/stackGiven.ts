import { newestStack, STACKS, type Stack, stackOf } from '../engine/stack/index.ts';
import { InputProblem } from './InputProblem.ts';

/** The stack of `--stack`; left out: the newest Docker. */
export function stackGiven(id: string | undefined): Stack {
  const stack = id === undefined ? newestStack('docker') : stackOf(id);
  if (stack) return stack;
  throw new InputProblem(`No stack is named ${id}. Stacks: ${STACKS.map((each) => each.id).join(', ')}.`);
}
