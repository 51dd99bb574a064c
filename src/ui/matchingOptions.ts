import type { CompletionOption } from './Completion.ts';

/** Those that begin with the word first, then those that contain it, in any case. */
export function matchingOptions(options: readonly CompletionOption[], word: string): readonly CompletionOption[] {
  const wanted = word.toLowerCase();
  const at = options.map((option) => ({ option, place: option.label.toLowerCase().indexOf(wanted) }));
  return [...at.filter(({ place }) => place === 0), ...at.filter(({ place }) => place > 0)].map(({ option }) => option);
}
