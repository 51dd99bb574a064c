import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { closingBrackets, jsonLanguage, typedIn } from '../../../src/ui/editor/jsonLanguage.ts';

/** The text after these keys, with the caret in it; what is typed as it is goes in by itself. */
function afterTyping(marked: string, keys: string): string {
  const caret = marked.indexOf('¦');
  const [doc, extensions] = [marked.replace('¦', ''), [closingBrackets, jsonLanguage]];
  let state = EditorState.create({ doc, selection: { anchor: caret }, extensions });
  for (const key of keys) state = (typedIn(state, key) ?? state.update(state.replaceSelection(key))).state;
  const { head } = state.selection.main;
  return `${state.sliceDoc(0, head)}¦${state.sliceDoc(head)}`;
}

test.each([
  ['¦', '{"a": ["b"', '{"a": ["b"¦]}'],
  ['¦', '{"a": ["b"]}', '{"a": ["b"]}¦'],
  ['¦a', '[', '[¦a'],
  ['[¦"a"]', '"', '["¦""a"]'],
  ['["a¦"]', '"', '["a"¦"]'],
  ['["a"¦]', '"', '["a""¦]'],
  ['[¦]', ']', '[]¦]'],
  ['[a¦]', '"', '[a"¦]'],
])('%s and %s typed: %s', (marked, keys, expected) => expect(afterTyping(marked, keys)).toBe(expected));

test('around a selection', () => {
  const state = EditorState.create({ doc: 'ab', selection: { anchor: 0, head: 2 }, extensions: closingBrackets });
  expect(typedIn(state, '"')?.state.doc.toString()).toBe('"ab"');
});
