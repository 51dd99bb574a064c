import type { Explained } from './Explained.ts';
import type { Message } from './Message.ts';

/** One message that is known: `phrases`, in small letters, are what it always holds one of. */
export interface ErrorEntry {
  phrases: readonly string[];
  /** True where it only passes on what another line tells: beside one it says nothing new. */
  passesOn?: true;
  /** The explanation for a message that holds the phrase at `at`; undefined where it turns out to be another. */
  explain: (message: Message, at: number) => Explained | undefined;
}
