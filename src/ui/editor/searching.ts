import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { type KeyBinding, keymap } from '@codemirror/view';

/** Search in the text, and other places of what is selected. */
export const searching: Extension = [search({ top: true }), highlightSelectionMatches(), keymap.of(searchKeymap)];

/** The binding of one of its keys. */
export const searchBinding = (key: string): KeyBinding | undefined =>
  searchKeymap.find((binding) => binding.key === key);
