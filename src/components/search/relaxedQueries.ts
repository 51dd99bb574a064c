import { tellingWords } from './tellingWords.ts';

/** Numbers, paths and marks differ from machine to machine; words of one letter say nothing. */
const WORD = /[a-z][a-z0-9_.-]*[a-z0-9]/gi;
const MOST_WORDS = 6;

/**
 * What to search where nothing says the whole question, such as a pasted error: its words without numbers and marks, then without the last of
 * them one by one, then each alone, longest first. None is the question itself.
 */
export function relaxedQueries(query: string): string[] {
  const telling = tellingWords(query);
  const isTelling = (word: string) => telling.some((each) => each.includes(word.toLowerCase()));
  const words = [...new Set(query.match(WORD) ?? [])].filter(isTelling).slice(0, MOST_WORDS);
  const shorter = words.map((_, at) => words.slice(0, words.length - at).join(' '));
  const alone = [...words].sort((a, b) => b.length - a.length);
  return [...new Set([...shorter, ...alone])].filter((each) => each !== query);
}
