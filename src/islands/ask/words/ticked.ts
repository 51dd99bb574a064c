import { code, type Phrase } from '../../../ui/Phrase.ts';

/** A title whose backticks hold what a program prints, as a phrase. */
export const ticked = (text: string): Phrase =>
  text
    .split('`')
    .map((part, at) => (at % 2 === 0 ? part : code(part)))
    .filter((part) => part !== '');
