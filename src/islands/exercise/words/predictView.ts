import { type Choice, isPredicted, type PredictState, rightChoice } from '../state/find.ts';
import { plainWords } from './inlineParts.ts';

/** A choice, and after the commitment what is said of it. */
export interface ChoiceShown extends Choice {
  isChosen: boolean;
  /** `right`: it is the answer; `wrong`: the reader's, and it is not. */
  mark: 'right' | 'wrong' | undefined;
}

export interface PredictView {
  choices: readonly ChoiceShown[];
  isHasty: boolean;
  isCommitted: boolean;
  isSolved: boolean;
  /** The answer is in sight: the reader's own was right, or it was asked for. */
  isShown: boolean;
  /** Why the reader's choice is wrong. */
  why: string | undefined;
  found: string;
  announcement: string;
}

export const HASTY = 'Choose an answer first.';

export function predictView(state: PredictState): PredictView {
  const { exercise, chosen, committed, isHasty } = state;
  const { choices, found, explain } = exercise;
  const right = rightChoice(choices);
  const isCommitted = committed !== undefined;
  const isSolved = isPredicted(state);
  const isShown = isSolved || (isCommitted && state.isShown);
  const markOf = (at: number) => (at === right && isShown ? 'right' : at === committed ? 'wrong' : undefined);
  const why = committed === undefined ? undefined : choices[committed]?.why;
  const told = isSolved ? `Right. ${plainWords(explain)}` : `Not this one. ${plainWords(why ?? '')}`;
  return {
    choices: choices.map((choice, at) => ({
      ...choice,
      isChosen: at === chosen,
      mark: isCommitted ? markOf(at) : undefined,
    })),
    ...{ isHasty, isCommitted, isSolved, isShown, why, found },
    announcement: isCommitted
      ? `${told}${isShown ? ` The right answer: ${plainWords(choices[right]?.says ?? '').replace(/\.$/, '')}.` : ''}`
      : isHasty
        ? HASTY
        : '',
  };
}
