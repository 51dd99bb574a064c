import { closest } from './nearest.ts';
import type { Problems } from './Problems.ts';
import type { Word } from './Profile.ts';

/** Tells that a word names none of `known`, with the nearest ones; where one alone is nearest, with the edit that writes it. */
export function unknownWord(
  { text, span }: Word,
  expected: string,
  known: readonly string[],
  consequence: string,
  problems: Problems,
): void {
  if (problems.full) return;
  const list = `One of ${known.join(', ')}.`;
  const near = closest(text, known);
  const [meant] = near.length === 1 ? near : [];
  problems.tell(
    span,
    'error',
    'word-unknown',
    JSON.stringify(text.slice(0, 64)),
    expected,
    near.length === 0 ? `${list} ${consequence}` : `Did you mean ${near.join(' or ')}? ${consequence}`,
    meant && JSON.stringify(meant),
  );
}
