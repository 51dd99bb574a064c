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

/** An answer that is one of the spellings, else a sentence that names one of them alone; a sentence that denies something is not understood. */
export function judgeCulprit({ answers, wrong }: Pick<Find, 'answers' | 'wrong'>, said: string): FindVerdict {
  const among = (spellings: readonly string[]) => spellings.some((each) => normalised(each) === normalised(said));
  if (among(answers)) return { kind: 'right' };
  const of = wrong.find(({ says }) => among(says));
  if (of) return { kind: 'wrong', of };
  if (DENIES.test(said.replaceAll('’', "'"))) return { kind: 'unknown' };
  const [named, ...others] = [
    ...namedIn(said, answers).map((word) => ({ word, verdict: { kind: 'right' } as const })),
    ...wrong.flatMap((each) =>
      namedIn(said, each.says).map((word) => ({ word, verdict: { kind: 'wrong', of: each } as const })),
    ),
  ].sort((one, other) => other.word.length - one.word.length);
  // "AppArmor denied it" names AppArmor; a shorter name within the longest is no other.
  const isAlone =
    named && others.every(({ word, verdict }) => isSame(verdict, named.verdict) || named.word.includes(word));
  return isAlone ? named.verdict : { kind: 'unknown' };
}

const DENIES = /\b(?:not|no|never|neither|without|except)\b|n't\b/i;

const isSame = (one: FindVerdict, other: FindVerdict): boolean =>
  one.kind === other.kind && (one.kind !== 'wrong' || other.kind !== 'wrong' || one.of === other.of);

/** Those of the spellings that stand in a sentence as whole words. */
function namedIn(said: string, spellings: readonly string[]): string[] {
  const sentence = spaced(said);
  return spellings.map(spaced).filter((each) => each.trim() !== '' && sentence.includes(each));
}

/** In small letters, with one space around each word; what names, options and paths are made of is part of a word. */
const spaced = (text: string): string => ` ${(text.toLowerCase().match(/[\w./:=-]*\w/g) ?? []).join(' ')} `;

export const isFound = ({ exercise, judged }: FindState): boolean =>
  judged !== undefined && judgeCulprit(exercise, judged).kind === 'right';
