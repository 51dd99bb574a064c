import { type ErrorEntry, readMessage } from '../idmap/index.ts';
import { catalogue } from './catalogue/catalogue.ts';

const MOST = 5;
/** Words that most messages have tell nothing. */
const SHORTEST = 4;

/** The entries whose messages share the rarest words with a text, the nearest first; none where they share none. */
export function nearestEntries(text: string): { code: string; title: string }[] {
  const entries = catalogue();
  const words = entries.map(wordsOf);
  const asked = wordsIn(text.slice(0, 4000));
  const rarity = new Map([...asked].map((word) => [word, words.filter((each) => each.has(word)).length] as const));
  return entries
    .map(({ code, title }, at) => {
      const shared = [...asked].filter((word) => words[at]?.has(word));
      return { code, title, score: shared.reduce((sum, word) => sum + 1 / (rarity.get(word) ?? 1), 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ code, title }) => ({ code, title }));
}

const wordsOf = ({ title, phrases, examples }: ErrorEntry): ReadonlySet<string> =>
  wordsIn([title, ...phrases, ...examples].join(' '));

function wordsIn(text: string): ReadonlySet<string> {
  return new Set((readMessage(text).small.match(/[a-z_][a-z_\d]+/g) ?? []).filter(({ length }) => length >= SHORTEST));
}
