import { type ErrorEntry, readMessage } from '../idmap/index.ts';
import { closest } from '../linux/index.ts';
import { catalogue } from './catalogue.ts';

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
  const known = new Set(words.flatMap(({ all }) => [...all]));
  const asked = wordsMeant(wordsIn(text.slice(0, 4000)), known);
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

/** Of a longer text, what is no word of a message is a name rather than a typo. */
const MOST_TYPOS = 12;
const SHORTEST_TYPO = 6;

/** The words as they were meant: one that no message has is taken for the word of a message that it is a typo of. */
function wordsMeant(asked: ReadonlySet<string>, known: ReadonlySet<string>): ReadonlySet<string> {
  const unknown = new Set([...asked].filter((word) => word.length >= SHORTEST_TYPO && !known.has(word)));
  if (unknown.size === 0 || unknown.size > MOST_TYPOS) return asked;
  const candidates = [...known];
  return new Set([...asked].map((word) => (unknown.has(word) ? (closest(word, candidates)[0] ?? word) : word)));
}

const wordsOf = ({ title, phrases, examples }: ErrorEntry): ReadonlySet<string> =>
  wordsIn([title, ...phrases, ...examples].join(' '));

function wordsIn(text: string): ReadonlySet<string> {
  return new Set((readMessage(text).small.match(/[a-z_][a-z_\d]+/g) ?? []).filter(({ length }) => length >= SHORTEST));
}
