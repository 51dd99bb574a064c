import type { Find, WrongCulprit } from './Exercise.ts';

/** What is typed, and the answer that was judged. */
export interface FindState {
  exercise: Find;
  text: string;
  judged: string | undefined;
  /** The answer was asked for before one was typed. */
  isHasty: boolean;
}

export type FindMessage = { kind: 'type'; text: string } | { kind: 'judge' };

/** `unknown`: neither right nor one of the wrong answers that were foreseen. */
export type FindVerdict = { kind: 'right' } | { kind: 'wrong'; of: WrongCulprit } | { kind: 'unknown' };

export const initFind = (exercise: Find): FindState => ({
  ...{ exercise, text: '', judged: undefined, isHasty: false },
});

/** What was judged stands until something else is typed. */
export function updateFind(state: FindState, message: FindMessage): FindState {
  if (message.kind === 'type') return { ...state, text: message.text, judged: undefined, isHasty: false };
  const isHasty = normalised(state.text) === '';
  return { ...state, judged: isHasty ? undefined : state.text, isHasty };
}

/** Answers are compared without case, quotes, parentheses and spaces, articles, a manual's section and a full stop. */
export const normalised = (answer: string): string =>
  answer
    .trim()
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\b(is|are)n't\b/g, '$1 not')
    .replace(/\b(?:the|an?)\s+/g, '')
    .replace(/\(\d\w*\)/, '')
    .replace(/[.!]+$/, '')
    .replaceAll(/["'`“”‘’()\s]/g, '');

export function judgeCulprit({ answers, wrong }: Pick<Find, 'answers' | 'wrong'>, said: string): FindVerdict {
  const among = (spellings: readonly string[]) => spellings.some((each) => normalised(each) === normalised(said));
  if (among(answers)) return { kind: 'right' };
  const of = wrong.find(({ says }) => among(says));
  return of ? { kind: 'wrong', of } : { kind: 'unknown' };
}

export const isFound = ({ exercise, judged }: FindState): boolean =>
  judged !== undefined && judgeCulprit(exercise, judged).kind === 'right';
