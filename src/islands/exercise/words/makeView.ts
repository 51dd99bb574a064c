import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import { isWaiting } from '../../../instrument/worker/Waiting.ts';
import { isMade, type MakeReply, type MakeState } from '../state/make.ts';

export interface MakeView extends MakeReply {
  text: string;
  isSolved: boolean;
  headline: string;
  /** In the results' place once they take long: why there are none. */
  missing: { trouble: Trouble | undefined } | undefined;
  announcement: string;
}

/** The results in sight stay while the next are on their way, until those are late. */
export function makeView(state: MakeState): MakeView {
  const { text, answer, late, trouble } = state;
  const { results, problem } = answer.reply;
  const passed = results.filter(({ ok }) => ok).length;
  const headline = problem ?? `${passed} of ${results.length} ${results.length === 1 ? 'check passes' : 'checks pass'}`;
  const failed = results.find(({ ok }) => !ok);
  return {
    ...{ text, results, problem, headline },
    isSolved: isMade(state),
    missing: late && isWaiting(state) ? { trouble } : undefined,
    announcement: [headline, ...(failed && problem === undefined ? [`Failed: ${failed.line}`, failed.found] : [])].join(
      '. ',
    ),
  };
}
