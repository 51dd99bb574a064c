import { closest } from '../../linux/index.ts';
import { type Problems, shorten } from '../../text/index.ts';
import type { Word } from './Profile.ts';

/** Tells that a word names none of `known`, which are of that kind, with the nearest ones; where one alone is nearest, with the edit that writes it. */
export function unknownWord(
  { text, span }: Word,
  kind: string,
  known: readonly string[],
  consequence: string,
  problems: Problems,
): void {
  if (problems.full) return;
  const list = `Write one of ${known.join(', ')}.`;
  const near = closest(text, known);
  const [meant] = near.length === 1 ? near : [];
  const message = `${shorten(JSON.stringify(text), 64)} is not ${kind}.`;
  const hint = near.length === 0 ? `${consequence} ${list}` : `${consequence} Write ${near.join(' or ')}.`;
  problems.tell(span, 'error', 'word-unknown', message, hint, meant && JSON.stringify(meant));
}
