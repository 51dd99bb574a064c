/** One thing that can stand in the place of what is being typed. */
export interface CompletionOption {
  /** What is shown and, without `insert`, written. */
  label: string;
  /** What is written, where it is more than the label. */
  insert?: string;
  /** What is written behind the caret: the end of what `insert` begins. */
  after?: string;
  /** Beside the label, small: a number, a meaning. */
  detail?: string;
}

/** What a stretch of the text can be completed to. */
export interface Completion {
  start: number;
  end: number;
  options: readonly CompletionOption[];
}

/** Those that begin with the word first, then those that contain it, in any case. */
export function matchingOptions(options: readonly CompletionOption[], word: string): readonly CompletionOption[] {
  const wanted = word.toLowerCase();
  const at = options.map((option) => ({ option, place: option.label.toLowerCase().indexOf(wanted) }));
  return [...at.filter(({ place }) => place === 0), ...at.filter(({ place }) => place > 0)].map(({ option }) => option);
}
