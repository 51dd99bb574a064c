import { autocompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { completionSource } from './completionSource.ts';
import type { Sources } from './EditorHandle.ts';
import { problemKeys } from './showProblems.ts';

// What typing brings, completions and problems: one script, loaded for either.

export { startCompletion } from '@codemirror/autocomplete';
export { showProblems } from './showProblems.ts';

const WAVY = (colour: string) => ({
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
