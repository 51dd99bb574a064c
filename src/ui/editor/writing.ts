import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { completionSource } from './completionSource.ts';
import type { EditorOptions } from './EditorHandle.ts';

export { startCompletion } from '@codemirror/autocomplete';

/** What helps with writing: the list of what can stand at the caret, and brackets and quotes that close themselves. */
export const writing = (complete: EditorOptions['complete']): Extension => [
  closeBrackets(),
  autocompletion({ override: [completionSource(complete)], icons: false }),
  keymap.of(closeBracketsKeymap),
];
