import { nearest } from './nearest.ts';
import type { Problems } from './Problems.ts';
import type { Word } from './Profile.ts';

/** Tells that a word names none of `known`, with the nearest one and the edit that writes it. */
export function unknownWord(
  { text, span }: Word,
  expected: string,
  known: readonly string[],
  consequence: string,
  problems: Problems,
): void {
  if (problems.full) return;
  const list = `One of ${known.join(', ')}.`;
  const [meant] = nearest(text, known);
  problems.tell(
    span,
    'error',
    'word-unknown',
    JSON.stringify(text.slice(0, 64)),
    expected,
    meant === undefined ? `${list} ${consequence}` : `Did you mean ${meant}? ${consequence}`,
    meant && JSON.stringify(meant),
  );
}
