import type { InspectionQuestion } from './Inspection.ts';
import { givesFilter, isWaiting, sameReading } from './model.ts';
import { presetOf } from './presets/presets.ts';
import type { State } from './State.ts';

/**
 * What to inspect now: what the answer in sight is of, once it is there, on the instrument's own page. Undefined where that is done, or no filter
 * stands.
 */
export function inspectionWanted(state: State): InspectionQuestion | undefined {
  const { question, reading } = state.answer;
  const { turn, text, target, call } = question;
  const isOpen = state.mode === 'page' && !isWaiting(state) && givesFilter(reading.status);
  const { findings } = state.inspected;
  const withFindings = isLooking(state) && !(findings && sameReading(findings, question));
  if (!isOpen || (state.inspected.turn === turn && !withFindings)) return undefined;
  const lines = state.trace?.lines;
  return { turn, text, target, call: state.roadsOf ?? call, asked: call, ...(lines && { trace: lines }), withFindings };
}

/** Whether findings are wanted: unasked in a text of the reader's own and in profiles of the site's own, not in a default that others ship. */
export const isLooking = ({ looking, source }: Pick<State, 'looking' | 'source'>): boolean =>
  looking || !('preset' in source) || presetOf(source.preset)?.isOurs === true;
