import type { ResultLine } from './flattenResults.ts';
import { tellingWords } from './tellingWords.ts';

/**
 * What Enter opens: the first line that says what was asked. A page whose matches stand under its headings is none, unless its title has
 * all the words: its top may be far from them.
 */
export function firstHit(lines: readonly ResultLine[], query: string): ResultLine | undefined {
  const words = tellingWords(query);
  const isNamed = (title: string) => words.every((word) => title.toLowerCase().includes(word));
  return lines.find(({ kind, title, excerpt }) => kind !== 'page' || excerpt.length > 0 || isNamed(title));
}
