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
  problems.add(span.start, span.end, {
    code: 'word-unknown',
    severity: 'error',
    message: `Found ${JSON.stringify(text.slice(0, 64))}, expected ${expected}.`,
    hint: meant === undefined ? `${list} ${consequence}` : `Did you mean ${meant}? ${consequence}`,
    ...(meant !== undefined && { fix: [{ start: span.start, end: span.end, text: JSON.stringify(meant) }] }),
  });
}
