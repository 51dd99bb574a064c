import { autocompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { completionSource } from './completionSource.ts';
import type { EditorOptions } from './EditorHandle.ts';

export { startCompletion } from '@codemirror/autocomplete';

/** The list of what can stand at the caret. */
export const completing = (complete: EditorOptions['complete']): Extension =>
  autocompletion({ override: [completionSource(complete)], icons: false });
