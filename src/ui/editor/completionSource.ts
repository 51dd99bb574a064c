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

function write(view: EditorView, word: string, from: number, to: number, quoted: boolean): void {
  const change = written(word, from, to, { quoted, closed: view.state.sliceDoc(to, to + 1) === '"' });
  view.dispatch({
    changes: { from: change.from, to: change.to, insert: view.state.toText(change.text) },
    selection: { anchor: change.from + change.text.length },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}

/**
 * How a word is written in the place of `from` to `to`: with its quotes, whether they stand there already or not; a number without any. A word that
 * holds a quote brings its own end: `args": [`.
 */
export function written(
  word: string,
  from: number,
  to: number,
  has: { quoted: boolean; closed: boolean },
): { from: number; to: number; text: string } {
  const isNumber = /^\d+$/.test(word);
  const start = has.quoted ? from - 1 : from;
  const text = isNumber ? word : word.includes('"') ? `"${word}` : `"${word}"`;
  return { from: start, to: has.closed ? to + 1 : to, text };
}
