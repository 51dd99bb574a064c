import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { EditorView, type KeyBinding, keymap } from '@codemirror/view';

const styles = EditorView.theme({
  '.cm-panels': {
    boxSizing: 'border-box',
    position: 'sticky',
    left: '0',
    right: '0',
    zIndex: '300',
    backgroundColor: 'var(--panel)',
    color: 'var(--ink)',
  },
  '.cm-panels-top': { top: '0', borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '0.4rem 2rem 0.5rem 0.6rem', font: 'var(--text-s)/1.6 var(--sans)' },
  '.cm-panel.cm-search label': { fontSize: 'inherit' },
  '.cm-panel.cm-search [name=close]': { minWidth: '24px', minHeight: '24px', color: 'inherit' },
  '.cm-textfield, .cm-button': {
    verticalAlign: 'middle',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    backgroundColor: 'var(--paper)',
    backgroundImage: 'none',
    color: 'var(--ink)',
    font: 'var(--text-s)/1.4 var(--sans)',
  },
  '.cm-textfield': { padding: '0.2rem 0.4rem' },
  '.cm-button': { padding: '0.2rem 0.6rem' },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '.cm-searchMatch': { backgroundColor: 'var(--mark)', outline: '1px solid var(--depends)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--depends-soft)' },
});

/** Search in the text, and other places of what is selected. */
export const searching: Extension = [
  search({ top: true }),
  highlightSelectionMatches(),
  keymap.of(searchKeymap),
  styles,
];

/** The binding of one of its keys. */
export const searchBinding = (key: string): KeyBinding | undefined =>
  searchKeymap.find((binding) => binding.key === key);
