import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { EditorOptions } from './EditorHandle.ts';
import { placeAt } from './placeAt.ts';

/** Asks what can be written at the caret; quotes come with it where the word has none. */
export function completionSource(complete: EditorOptions['complete']) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const place = placeAt(state, pos);
    if (!place || (!explicit && place.word === '' && !place.quoted)) return null;
    const options = complete(place);
    if (options.length === 0) return null;
    return {
      from: place.start,
      to: place.end,
      options: options.map(({ label, insert = label, detail }, index) => ({
        label,
        ...(detail !== undefined && { detail }),
        // In the order in which they are offered, where all match alike.
        boost: -index / options.length,
        apply: (view: EditorView, _: unknown, from: number, to: number) => write(view, insert, from, to, place.quoted),
      })),
      validFor: /^[\w.:/-]*$/,
    };
  };
}

/** Writes a word with its quotes; a number stands without any. */
function write(view: EditorView, word: string, from: number, to: number, hasQuote: boolean): void {
  const isBare = /^(\d|\[|\{)/.test(word);
  const closes = view.state.sliceDoc(to, to + 1) === '"';
  const [start, end] = [hasQuote && isBare ? from - 1 : from, closes ? to + 1 : to];
  // `insert` of a key goes on behind its quote: `args": [`.
  const text = isBare ? word : `${hasQuote ? '' : '"'}${word.includes('"') ? word : `${word}"`}`;
  view.dispatch({
    changes: { from: start, to: end, insert: view.state.toText(text) },
    selection: { anchor: start + text.length },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}
