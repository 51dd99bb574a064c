import { CompletionContext } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { completionSource, written } from '../../../src/ui/editor/completionSource.ts';

const source = completionSource(() => [{ label: 'mkdir' }]);

function labels(marked: string, explicit: boolean) {
  const state = EditorState.create({ doc: marked.replace('¦', ''), extensions: json() });
  return source(new CompletionContext(state, marked.indexOf('¦'), explicit))?.options.map(({ label }) => label);
}

test.each<[marked: string, explicit: boolean, offered: boolean]>([
  ['{"names":["mk¦"]}', false, true],
  ['{"names":["¦"]}', false, true],
  ['{"names":[mk¦]}', false, true],
  ['{"names":[¦]}', false, false],
  ['{"names":[¦]}', true, true],
  ['{"names":[]}¦', true, false],
])('%s, asked for: %s', (marked, explicit, offered) =>
  expect(labels(marked, explicit)).toEqual(offered ? ['mkdir'] : undefined),
);

test.each<[marked: string, word: string, text: string]>([
  ['["mk¦"]', 'mkdir', '["mkdir"¦]'],
  ['["mk¦', 'mkdir', '["mkdir"¦'],
  ['[mk¦]', 'mkdir', '["mkdir"¦]'],
  ['{"na¦"}', 'names": [', '{"names": [¦}'],
  ['{na¦}', 'names": [', '{"names": [¦}'],
  ['{"index":¦}', '3', '{"index":3¦}'],
  ['{"index":"¦"}', '3', '{"index":3¦}'],
])('%s takes %s', (marked, word, text) => {
  const at = marked.indexOf('¦');
  const start = /"?(\w*)¦/.exec(marked);
  const from = at - (start?.[1]?.length ?? 0);
  const doc = marked.replace('¦', '');
  const quoted = start?.[0].startsWith('"') ?? false;
  const change = written(word, from, at, { quoted, closed: doc[at] === '"' });
  const after = doc.slice(0, change.from) + change.text + doc.slice(change.to);
  const caret = change.from + change.text.length;
  expect(`${after.slice(0, caret)}¦${after.slice(caret)}`).toBe(text);
});
