import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { CompletionOption } from '../Completion.ts';
import type { EditorOptions } from './EditorHandle.ts';
import { placeAt } from './placeAt.ts';

/** Asks what can be written at the caret; quotes come with it where the word has none. */
export function completionSource(complete: EditorOptions['complete']) {
  return async ({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> => {
    const place = placeAt(state, pos);
    if (!place || (!explicit && place.word === '' && !place.quoted)) return null;
    // Where they do not load, the next letter asks again.
    const options = await complete(place).catch(() => []);
    if (options.length === 0) return null;
    return {
      from: place.start,
      to: place.end,
      options: options.map(({ label, insert, after, detail }, index) => ({
        label,
        ...(detail !== undefined && { detail }),
        // In the order in which they are offered, where all match alike.
        boost: -index / options.length,
        apply: (view: EditorView, _: unknown, from: number, to: number) =>
          write(view, { label, ...(insert && { insert }), ...(after && { after }) }, from, to, place.quoted),
      })),
      validFor: /^[\w.:/-]*$/,
    };
  };
}

function write(view: EditorView, option: CompletionOption, from: number, to: number, quoted: boolean): void {
  const behind = view.state.sliceDoc(to, to + LOOKED_AHEAD);
  const change = written(option, from, to, { quoted, behind });
  view.dispatch({
    changes: { from: change.from, to: change.to, insert: view.state.toText(change.text + change.after) },
    selection: { anchor: change.from + change.text.length },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}

/** As far as a quote and a colon may stand behind a key. */
const LOOKED_AHEAD = 20;

/**
 * How a word is written in the place of `from` to `to`, and what behind the caret: with its quotes, whether they stand there already or not; a number
 * without any. A word that holds a quote brings its own end, `args": [`, but not where the key's colon stands behind it.
 */
export function written(
  { label, insert = label, after = '' }: CompletionOption,
  from: number,
  to: number,
  has: { quoted: boolean; behind: string },
): { from: number; to: number; text: string; after: string } {
  const start = has.quoted ? from - 1 : from;
  const end = has.behind.startsWith('"') ? to + 1 : to;
  if (/^\d+$/.test(insert)) return { from: start, to: end, text: insert, after };
  if (insert.includes('"') && !/^"?\s*:/.test(has.behind)) return { from: start, to: end, text: `"${insert}`, after };
  return { from: start, to: end, text: `"${label}"`, after: '' };
}
