import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import { isWaiting } from '../../../instrument/worker/Waiting.ts';
import type { Outcome } from '../state/Exercise.ts';
import { isRun, type MachineState, outcomeTold } from '../state/machine.ts';
import { plainWords } from './inlineParts.ts';

export interface MachineView {
  text: string;
  isHasty: boolean;
  isSolved: boolean;
  /** What the output means; `unread`: no outcome fits, and these words were expected. */
  told: Outcome | { unread: readonly string[] } | undefined;
  missing: { trouble: Trouble | undefined } | undefined;
  announcement: string;
}

export function machineView(state: MachineState): MachineView {
  const { exercise, text, isHasty, late, trouble } = state;
  const outcome = outcomeTold(state);
  const told = outcome === 'unknown' ? { unread: expected(exercise.outcomes) } : outcome;
  const says = told === undefined ? (isHasty ? HASTY : '') : 'unread' in told ? UNREAD : plainWords(told.says);
  return {
    ...{ text, isHasty, told },
    isSolved: isRun(state),
    missing: late && isWaiting(state) ? { trouble } : undefined,
    announcement: says,
  };
}

export const HASTY = 'Paste the output first.';

export const UNREAD =
  'Output not recognised. Paste everything that the commands printed. One of these was expected in it:';

/** What the outputs have that are as expected: their lines, or a map. */
function expected(outcomes: readonly Outcome[]): string[] {
  const lines = outcomes
    .filter(({ ok }) => ok)
    .flatMap(({ lines = [], checks }) => [...(checks ? ['three numbers, as in uid_map'] : []), ...lines.slice(0, 1)]);
  return [...new Set(lines)];
}
