import type { Extent, IdKind } from '../../map/Extent.ts';
import type { Versions } from '../../versions/Versions.ts';
import type { Message } from './Message.ts';

/** What the message itself tells, as far as it does. */
export interface ErrorFacts {
  /** The ids inside that were asked for. */
  inside?: { uid?: number; gid?: number };
  outside?: { uid?: number; gid?: number };
  /** The file or folder it was about. */
  path?: string;
  /** The run of ids that was to be mapped. */
  range?: Extent;
  kind?: IdKind;
  /** Whose ranges were looked for. */
  user?: string;
}

/** One thing to look at, with the command that shows it. */
export interface NextStep {
  why: string;
  command?: string;
}

/** An error message in plain words. */
export interface Explained {
  /** Stable and readable: it appears in tests. */
  code: string;
  /** Which program or layer said no. */
  who: string;
  /** What it means, with the message's own numbers. */
  says: string;
  facts: ErrorFacts;
  /** The id that is worth asking the calculator about. */
  ask?: { kind: IdKind; side: 'inside' | 'outside'; id: number };
  /** What to look at, the likeliest cause first. */
  next: readonly NextStep[];
  /** Where this site teaches it. */
  learn: { path: string; title: string };
}

/** One message that is known: `phrases`, in small letters, are what it always holds one of. */
export interface ErrorEntry {
  phrases: readonly string[];
  /** True where it only passes on what another line tells: beside one it says nothing new. */
  passesOn?: true;
  /** The explanation for a message that holds the phrase at `at`, for a host with these releases; undefined where it turns out to be another. */
  explain: (message: Message, at: number, versions?: Versions) => Explanation | undefined;
}

/** What an entry says of its message: facts only where the message has some. */
export type Explanation = Omit<Explained, 'facts'> & Partial<Pick<Explained, 'facts'>>;
