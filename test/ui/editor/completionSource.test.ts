import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import type { CompletionOption } from '../../../src/ui/Completion.ts';
import { jsonLanguage } from '../../../src/ui/editor/jsonLanguage.ts';
import { completionSource, written } from '../../../src/ui/editor/whileTyping.ts';

const source = completionSource(async () => [{ label: 'mkdir' }]);

async function labels(marked: string, explicit: boolean) {
  const state = EditorState.create({ doc: marked.replace('¦', ''), extensions: jsonLanguage.extension });
  const found = await source(new CompletionContext(state, marked.indexOf('¦'), explicit));
  return found?.options.map(({ label }) => label);
}

test.each<[marked: string, explicit: boolean, offered: boolean]>([
  ['{"names":["mk¦"]}', false, true],
  ['{"names":["¦"]}', false, true],
  ['{"names":[mk¦]}', false, true],
  ['{"names":[¦]}', false, false],
  ['{"names":[¦]}', true, true],
  ['{"names":[]}¦', true, false],
])('%s, asked for: %s', async (marked, explicit, offered) =>
  expect(await labels(marked, explicit)).toEqual(offered ? ['mkdir'] : undefined),
);

const NAMES = { label: 'names', insert: 'names": [', after: ']' };

test.each<[marked: string, option: CompletionOption, text: string]>([
  ['["mk¦"]', { label: 'mkdir' }, '["mkdir"¦]'],
  ['["mk¦', { label: 'mkdir' }, '["mkdir"¦'],
  ['[mk¦]', { label: 'mkdir' }, '["mkdir"¦]'],
  ['{"na¦"}', NAMES, '{"names": [¦]}'],
  ['{na¦}', NAMES, '{"names": [¦]}'],
  ['{"na¦": []}', NAMES, '{"names"¦: []}'],
  ['{"index":¦}', { label: '3' }, '{"index":3¦}'],
  ['{"index":"¦"}', { label: '3' }, '{"index":3¦}'],
])('%s takes %j', (marked, option, text) => {
  const at = marked.indexOf('¦');
  const [whole = '', word = ''] = /"?(\w*)¦/.exec(marked) ?? [];
  const doc = marked.replace('¦', '');
  const change = written(option, at - word.length, at, { quoted: whole.startsWith('"'), behind: doc.slice(at) });
  const taken = `${doc.slice(0, change.from)}${change.text}¦${change.after}${doc.slice(change.to)}`;
  expect(taken).toBe(text);
});
