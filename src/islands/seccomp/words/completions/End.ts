/** Something to get, in words, and calls that get it: an intent of the engine's table, as lists show it. */
export interface End {
  id: string;
  words: string;
  examples: readonly string[];
}
