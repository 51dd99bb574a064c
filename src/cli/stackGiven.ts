import { newestStack, STACKS, type Stack, stackMeant, stackOf } from '../engine/stack/index.ts';
import { InputProblem } from './InputProblem.ts';
import { printableWord } from './printable.ts';

/** The stack of `--stack`; left out: the newest Docker. */
export function stackGiven(id: string | undefined): Stack {
  const stack = id === undefined ? newestStack('docker') : stackOf(id);
  if (stack) return stack;
  const known = STACKS.map((each) => each.id);
  const [engine = ''] = (id ?? '').split('-');
  const alike = known.filter((each) => each.startsWith(`${engine}-`));
  const meant = stackMeant(id ?? '');
  const near = meant ? ` The nearest name is ${meant.id}.` : '';
  throw new InputProblem(
    `No stack is named ${printableWord(id ?? '')}.${near} Stacks: ${(alike.length > 0 ? alike : known).join(', ')}.`,
  );
}
