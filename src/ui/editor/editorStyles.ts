import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The site's tokens, which reach into the shadow root as inherited properties, in the measures of LineField, whose place the editor takes. */
const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--paper)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflow: 'auto' },
  '.cm-content': { padding: '0.5em 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 1em 0 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--ink)' },
  '& .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.cm-gutters': { border: '0', backgroundColor: 'var(--paper)', color: 'var(--ink-3)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '3.4em', padding: '0 0.3em 0 1.5em', position: 'relative' },
  '.cm-foldGutter .cm-gutterElement': { width: '1.2em', textAlign: 'center', cursor: 'pointer' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-gutterElement.marked, .cm-line.marked': { backgroundColor: 'var(--mark-soft)' },
  '.cm-gutterElement.marked': { color: 'var(--ink)', fontWeight: '600' },
  '.cm-lineNumbers .cm-gutterElement.marked': { boxShadow: 'inset 3px 0 0 var(--mark-tone)' },
  '.cm-lineNumbers .cm-gutterElement.marked::before': {
    position: 'absolute',
    left: '0.4em',
    color: 'var(--mark-tone)',
    fontWeight: '700',
  },
  '.cm-lineNumbers .cm-gutterElement.lit::before': { content: '"▸"' },
  '.cm-lineNumbers .cm-gutterElement.warning::before': { content: '"!"' },
  '.cm-lineNumbers .cm-gutterElement.error::before': { content: '"✕"' },
  '.lit': { '--mark-tone': 'var(--depends)', '--mark-soft': 'var(--mark)' },
  '.warning': { '--mark-tone': 'var(--depends)', '--mark-soft': 'var(--depends-soft)' },
  '.error': { '--mark-tone': 'var(--deny)', '--mark-soft': 'var(--deny-soft)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--deny-soft)' },
  '.cm-foldPlaceholder': {
    border: '1px solid var(--line)',
    backgroundColor: 'var(--sunk)',
    color: 'var(--ink-2)',
    padding: '0 0.2em',
  },
  '.cm-specialChar': { color: 'var(--deny)' },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-function)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-constant)' },
]);

export const editorStyles: Extension = [theme, syntaxHighlighting(colours)];
