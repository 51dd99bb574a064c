import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import { isWaiting } from '../../../instrument/worker/useWaiting.ts';
import { type FindState, judgeCulprit } from '../state/find.ts';
import { isMade, type MakeReply, type MakeState } from '../state/machine.ts';
import { plainWords } from './inlineParts.ts';

export interface FindView {
  text: string;
  isHasty: boolean;
  isSolved: boolean;
  /** What is said of a wrong answer, in inline Markdown. */
  why: string | undefined;
  announcement: string;
}

export const HASTY = 'Type an answer first.';

const UNKNOWN =
  'Or you are right, in words that this exercise doesn’t recognise. Try a name, an ID or an option, spelled as in the text or in the chapter, or open a hint.';

export function findView({ exercise, text, judged, isHasty }: FindState): FindView {
  const verdict = judged === undefined ? undefined : judgeCulprit(exercise, judged);
  const isSolved = verdict?.kind === 'right';
  const why = verdict === undefined || isSolved ? undefined : verdict.kind === 'wrong' ? verdict.of.why : UNKNOWN;
  return {
    ...{ text, isHasty, isSolved, why },
    announcement: isSolved
      ? `Right. ${plainWords(exercise.explain)}`
      : why !== undefined
        ? `Not this one. ${plainWords(why)}`
        : isHasty
          ? HASTY
          : '',
  };
}

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
