import { type FindState, judgeCulprit } from '../state/find.ts';
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
