import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import { isWaiting } from '../../../instrument/worker/useWaiting.ts';
import type { Outcome } from '../state/find.ts';
import { isRun, type MachineState, outcomeTold } from '../state/machine.ts';
import { hasWords } from '../state/outcome.ts';
import { plainWords } from './inlineParts.ts';

export interface MachineView {
  text: string;
  isHasty: boolean;
  isSolved: boolean;
  /** What the output means; `unread`: no outcome fits, and these words were expected. */
  told: Outcome | { says: string; unread: readonly string[] } | undefined;
  missing: { trouble: Trouble | undefined } | undefined;
  announcement: string;
}

export function machineView(state: MachineState): MachineView {
  const { exercise, text, isHasty, late, trouble } = state;
  const outcome = outcomeTold(state);
  const told = outcome === 'unknown' ? { says: unreadWords(text), unread: expected(exercise.outcomes, text) } : outcome;
  const says = told === undefined ? (isHasty ? HASTY : '') : plainWords(told.says);
  return {
    ...{ text, isHasty, told },
    isSolved: isRun(state),
    missing: late && isWaiting(state) ? { trouble } : undefined,
    announcement: says,
  };
}

export const HASTY = 'Paste the output first.';

const UNREAD =
  'Output not recognised. Paste everything that the commands printed. An expected output contains one or more of these:';

const NOT_FOUND =
  'A command was not found. Install it, or type the commands where it is installed. An expected output contains one or more of these:';

/** A shell's word for a program that isn't there: bash and zsh, dash and BusyBox. */
const unreadWords = (text: string): string =>
  /\bcommand not found\b|^\S*sh: (?:\d+: )?\S+: not found$/m.test(text) ? NOT_FOUND : UNREAD;

/** What the outputs have that are as expected and this one hasn't: their lines, or a map. */
function expected(outcomes: readonly Outcome[], text: string): string[] {
  const lines = outcomes
    .filter(({ ok }) => ok)
    .flatMap(({ lines = [], checks }) => [
      ...(checks ? ['three numbers, as in uid_map'] : []),
      ...lines.filter((line) => !hasWords(text, line)).slice(0, 1),
    ]);
  return [...new Set(lines)];
}
