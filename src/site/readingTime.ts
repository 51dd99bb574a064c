import { chapterText, wordsOf } from './markdown/chapterText.ts';

/** What a chapter asks of its reader. */
export interface ReadingTime {
  minutes: number;
  exercises: number;
}

/** As quick as a text with new words in it is read. */
const WORDS_A_MINUTE = 200;

/** How long a chapter's MDX takes to read, in whole minutes, and how many exercises stand in it. */
export function readingTime(mdx: string): ReadingTime {
  const text = chapterText(mdx);
  return {
    minutes: Math.max(1, Math.round(wordsOf(text) / WORDS_A_MINUTE)),
    exercises: text.elements.filter((name) => name === 'Exercise').length,
  };
}

/** The same in words: “9 minutes to read, 3 exercises”. */
export const readingTimeWords = ({ minutes, exercises }: ReadingTime): string =>
  [minutesToRead(minutes), ...(exercises === 0 ? [] : [counted(exercises, 'exercise')])].join(', ');

/** “9 minutes to read”. */
export const minutesToRead = (minutes: number): string => `${counted(minutes, 'minute')} to read`;

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
