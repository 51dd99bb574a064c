import type { Cause, ErrorEntry, NextStep } from './Explained.ts';

/**
 * What a condition asks of each name: that it has a value (`true`), that it has none (`false`), or that a pattern is found in its value. The names are those
 * of groups, of a reader’s values and of pieces; `text` is the whole message in small letters, and `from` what begins with the phrase.
 */
export type When = Readonly<Record<string, boolean | string>>;

/** What a row may make depend on a message, or name: something that stands in `shared/`. */
export type Chosen<T> = string | (Partial<T> & { use?: string; when?: When });

export type StepRow = Chosen<NextStep>;
export type CauseParts = Omit<Cause, 'tells' | 'fixes'> & { tells: StepRow; fixes: readonly StepRow[] };
export type CauseRow = Chosen<CauseParts>;

/** A fact, each part of which is left out where the message has no value for it. */
type Facts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** What is told of a message: `{name}` in a text stands for its value. */
interface Told {
  who?: string;
  says?: string;
  next?: readonly StepRow[];
  causes?: readonly CauseRow[];
  versions?: string;
  /** The name of a lesson. */
  learn?: string;
  facts?: Facts;
  ask?: Facts;
}

/** A message as its file in content/messages/ tells it. */
export interface MessageRow extends Told, Omit<ErrorEntry, 'explain'> {
  /** The message holds one of these as well, in small letters. */
  beside?: readonly string[];
  /** What begins with the phrase is like this, whatever its letters’ size; its groups are values. */
  here?: string;
  /** The message in small letters has this; with `lacks` it is another message. */
  holds?: string;
  lacks?: string;
  /** Where the values are; of a name that has one already, the first counts. */
  finds?: readonly string[];
  /** The reader of what patterns cannot tell. */
  reads?: string;
  /** Parts of sentences by name: of each the first whose condition holds. */
  pieces?: Readonly<Record<string, readonly { when?: When; text: string }[]>>;
  /** What is told instead where a condition holds; a later one counts more. */
  variants?: readonly (Told & { when: When })[];
  /** What people write who have no message: short texts that hold each word of one of these. */
  words?: readonly (readonly string[])[];
  /** In small letters: with these, the same words are about something else. */
  unlike?: string;
}

/** The generated table: content/data/messages.json. */
export interface MessageTable {
  lessons: Readonly<Record<string, { path: string; title: string }>>;
  shared: Readonly<Record<string, StepRow | CauseRow | readonly (StepRow | CauseRow)[]>>;
  /** The messages of the map of IDs stand between those that say more and those that say less. */
  first: readonly MessageRow[];
  maps: readonly MessageRow[];
  last: readonly MessageRow[];
}
