import { type ErrorEntry, readMessage } from '../idmap/index.ts';
import { catalogue } from './catalogue/catalogue.ts';

const MOST = 5;
/** Words that most messages have tell nothing. */
const SHORTEST = 4;

/** Of a text with more words, one that is shared is chance. */
const FEW = 3;
/** What is much less near than the nearest is noise. */
const LEAST_SHARE = 0.6;

/**
 * The entries whose messages share the rarest words with a text, those of their titles twice, the nearest first; none where they share too few. Words count
 * by how few entries have them (inverse document frequency).
 */
export function nearestEntries(text: string): { code: string; title: string }[] {
  const entries = catalogue();
  const words = entries.map((entry) => ({ all: wordsOf(entry), title: wordsIn(entry.title) }));
  const asked = wordsIn(text.slice(0, 4000));
  const rarity = new Map(
    [...asked].map(
      (word) => [word, Math.log(entries.length / words.filter(({ all }) => all.has(word)).length)] as const,
    ),
  );
  const scored = entries.map(({ code, title }, at) => {
    const shared = [...asked].filter((word) => words[at]?.all.has(word));
    const isChance = asked.size > FEW && shared.length < 2;
    const weight = (word: string) => (rarity.get(word) ?? 0) * (words[at]?.title.has(word) ? 2 : 1);
    return { code, title, score: isChance ? 0 : shared.reduce((sum, word) => sum + weight(word), 0) };
  });
  const most = Math.max(...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score > 0 && score >= LEAST_SHARE * most)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ code, title }) => ({ code, title }));
}

const wordsOf = ({ title, phrases, examples }: ErrorEntry): ReadonlySet<string> =>
  wordsIn([title, ...phrases, ...examples].join(' '));

function wordsIn(text: string): ReadonlySet<string> {
  return new Set((readMessage(text).small.match(/[a-z_][a-z_\d]+/g) ?? []).filter(({ length }) => length >= SHORTEST));
}
