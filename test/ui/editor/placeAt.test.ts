import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { jsonLanguage } from '../../../src/ui/editor/jsonLanguage.ts';
import { placeAt } from '../../../src/ui/editor/placeAt.ts';

function place(marked: string) {
  const caret = marked.indexOf('¦');
  const state = EditorState.create({ doc: marked.replace('¦', ''), extensions: jsonLanguage.extension });
  return placeAt(state, caret);
}

/** "key at syscalls of names: na". */
function said(marked: string): string | undefined {
  const found = place(marked);
  if (!found) return undefined;
  const { kind, path, word, quoted, present, beside } = found;
  const others = [...present, ...beside].join(' ');
  return `${kind} ${path.join('.') || '-'} ${quoted ? `"${word}"` : word}${others ? ` beside ${others}` : ''}`;
}

describe('a place in JSON', () => {
  test.each<[marked: string, place: string | undefined]>([
    ['{¦}', 'key - '],
    ['{"a":1,"¦"}', 'key - "" beside a'],
    ['{"a":1,\n  "def¦ault": 2}', 'key - "def" beside a'],
    ['{"a":¦}', 'value a '],
    ['{"a":"SC¦MP"}', 'value a "SC"'],
    ['{"a":["b","c¦"]}', 'value a "c" beside b'],
    ['{"a":["b", c¦]}', 'value a c beside b'],
    ['{"s":[{"n":["x"]},{"act¦"}]}', 'key s "act"'],
    ['{"s":[{"n":["x"],"op":¦}]}', 'value s.op '],
    ['{"s":[{"args":[{"op":"E¦"}]}]}', 'value s.args.op "E"'],
    ['{"linux":{"seccomp":{"defaultAction":"¦"}}}', 'value linux.seccomp.defaultAction ""'],
    ['{"a":"b"¦}', undefined],
    ['¦', undefined],
    ['{"a":1}¦', undefined],
    // Unfinished, as it is while it is typed.
    ['{"s":[{"na¦', 'key s "na"'],
    ['{"a":1,\n  "sys¦\n  "b": 2\n}', 'key - "sys" beside a b'],
  ])('%s', (marked, expected) => expect(said(marked)).toBe(expected));

  test('the word is told with its place, without quotes', () => {
    expect(place('{"a":["clo¦ne"]}')).toMatchObject({ start: 7, end: 12, word: 'clo', quoted: true });
  });
});
