import { dayWords, monthWords } from '../words/dayWords.ts';
import { isMonth } from './axis.ts';
import type { DefaultMark } from './TenYears.ts';

/** "1 May 2026"; where only the month is known, "August 2025". */
export const markDay = ({ date }: Pick<DefaultMark, 'date'>): string =>
  isMonth(date) ? monthWords(date) : dayWords(date);
