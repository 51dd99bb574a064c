/** A place in a JSON text where something is being written. */
export interface CodePlace {
  /** The keys that lead to it from the outermost object; lists count for nothing: `syscalls`, `args`, `op`. */
  path: readonly string[];
  /** Whether a key is written here or a value; the value of `path`'s last key, or an item of its list. */
  kind: 'key' | 'value';
  /** The keys that the object has already; empty for a value. */
  present: readonly string[];
  /** The other strings of the list that a value stands in. */
  beside: readonly string[];
  /** The word at the caret, without quotes: from where to where, and what of it stands before the caret. */
  start: number;
  end: number;
  word: string;
  /** Whether the word has its quotes. */
  quoted: boolean;
}
