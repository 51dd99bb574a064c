import type { ErrorEntry, Message } from '../idmap/index.ts';
import { catalogue } from './catalogue/catalogue.ts';
import { gramsIn, gramsOf, mayHold } from './Grams.ts';

/** An entry of the catalogue that a text holds phrases of. */
export interface Asked {
  entry: ErrorEntry;
  /** Its place in the catalogue. */
  rank: number;
  phrases: readonly string[];
}

/** The entries, of all or of these, of which a message holds a phrase, and these phrases. */
export function askedBy({ small }: Message, entries: readonly Asked[] = everyEntry()): Asked[] {
  const grams = gramsOf(small);
  return entries.flatMap(({ phrases, ...each }) => {
    const held = phrases.filter((phrase) => mayHold(grams, runsOf(phrase)) && small.includes(phrase));
    return held.length === 0 ? [] : [{ ...each, phrases: held }];
  });
}

/** The entries without these phrases. */
export const withoutPhrases = (asked: readonly Asked[], phrases: ReadonlySet<string>): Asked[] =>
  asked.map((each) => ({ ...each, phrases: each.phrases.filter((phrase) => !phrases.has(phrase)) }));

const everyEntry = once(() => catalogue().map((entry, rank): Asked => ({ entry, rank, phrases: entry.phrases })));

const allRuns = once(
  () => new Map(everyEntry().flatMap(({ phrases }) => phrases.map((phrase) => [phrase, gramsIn(phrase)] as const))),
);

const runsOf = (phrase: string): Uint16Array => allRuns().get(phrase) ?? gramsIn(phrase);

/** What is made at the first call. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
