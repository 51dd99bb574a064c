import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { isolateHistory } from '@codemirror/commands';
import {
  forEachDiagnostic,
  nextDiagnostic,
  previousDiagnostic,
  type Diagnostic as Shown,
  setDiagnostics,
} from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { type Command, EditorView, keymap } from '@codemirror/view';
import type { Diagnostic, Edit } from '../../engine/text/index.ts';
import type { CompletionOption } from '../Completion.ts';
import type { EditorOptions, Sources } from './EditorHandle.ts';
import { placeAt } from './placeAt.ts';

/** Underlines the problems that have a place, with their messages and, where there is a fix, the way to make it. */
export function showProblems(view: EditorView, problems: readonly Diagnostic[]): void {
  const { length } = view.state.doc;
  view.dispatch(
    setDiagnostics(
      view.state,
      problems.flatMap((problem) => shown(problem, length)),
    ),
  );
}

function shown({ severity, message, hint, span, fix }: Diagnostic, length: number): Shown[] {
  if (!span || span.end > length) return [];
  return [
    {
      from: span.start,
      to: span.end,
      severity,
      message: [message, hint].filter(Boolean).join(' '),
      ...(fix && { actions: [{ name: 'Fix', apply: (view) => applyFix(view, fix) }] }),
    },
  ];
}

/** Edits name offsets of the text as it was when the problem was found; the editor drops a problem whose text has changed since. */
function applyFix(view: EditorView, fix: readonly Edit[]): void {
  view.dispatch({
    changes: fix.map(({ start, end, text }) => ({ from: start, to: end, insert: view.state.toText(text) })),
    annotations: isolateHistory.of('full'),
    userEvent: 'input.fix',
  });
}

/** The keys that go from problem to problem. */
export const problemKeys = keymap.of([{ key: 'F8', run: saying(nextDiagnostic), shift: saying(previousDiagnostic) }]);

/** The command, with the message of the problem that it selects said to a screen reader. */
function saying(goTo: Command): Command {
  return (view) => {
    if (!goTo(view)) return false;
    const { from, to } = view.state.selection.main;
    const messages: string[] = [];
    forEachDiagnostic(view.state, ({ message }, start, end) => {
      if (start === from && end === to) messages.push(message);
    });
    view.dispatch({ effects: EditorView.announce.of(messages.join(' ')) });
    return true;
  };
}

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

// What typing brings, completions and problems: one script, loaded for either.

export { startCompletion } from '@codemirror/autocomplete';

const WAVY = (colour: string) => ({
  // CodeMirror's own line is a picture in the style, which the page's policy keeps out.
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline wavy 1.5px ${colour}`,
  textUnderlineOffset: '3px',
  textDecorationSkipInk: 'none',
});

const styles = EditorView.theme({
  '.cm-lintRange-error': WAVY('var(--deny)'),
  '.cm-lintRange-warning': WAVY('var(--depends)'),
  '.cm-lintRange-info, .cm-lintRange-hint': WAVY('var(--line-strong)'),
  '.cm-lintRange-active': { backgroundColor: 'var(--depends-soft)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--deny)' },
  '.cm-tooltip': {
    zIndex: '20',
    maxWidth: 'min(34rem, calc(100% - 1rem))',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    backgroundColor: 'var(--paper)',
    boxShadow: '0 4px 16px var(--shade)',
    font: 'var(--text-s)/1.45 var(--sans)',
    color: 'var(--ink)',
  },
  '.cm-diagnostic': { padding: '0.5rem 0.7rem', whiteSpace: 'normal', overflowWrap: 'anywhere' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--deny)' },
  '.cm-diagnostic-warning': { borderLeft: '4px solid var(--depends)' },
  '.cm-diagnostic-info, .cm-diagnostic-hint': { borderLeft: '4px solid var(--line-strong)' },
  '.cm-diagnosticAction': {
    display: 'inline-block',
    marginLeft: '0.6rem',
    padding: '0.2rem 0.7rem',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    backgroundColor: 'var(--paper)',
    color: 'var(--ink)',
    font: 'var(--text-s)/1.4 var(--sans)',
    minHeight: '1.8rem',
    fontWeight: '500',
    cursor: 'pointer',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { maxHeight: '14em', font: 'var(--text-s)/1.5 var(--mono)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.2rem 0.7rem', minHeight: '24px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '@media (forced-colors: active)': {
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Highlight',
      color: 'HighlightText',
    },
  },
  '.cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': {
    marginLeft: '0.8em',
    color: 'var(--ink-3)',
    font: 'var(--text-xs) var(--sans)',
    fontStyle: 'normal',
  },
});

/** The list of what can stand at the caret. */
export const completing = (...[complete, ofLines]: Sources): Extension => [
  autocompletion({ override: [ofLines ?? completionSource(complete)], icons: false }),
  styles,
];

/** The keys that go from problem to problem. */
export const problemParts: Extension = [problemKeys, styles];
