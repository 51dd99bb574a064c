import { expect, test } from 'vitest';
import { changedRange } from '../../src/ui/editor/mountEditor.ts';
import { shortened } from '../../src/ui/shortened.ts';

test.each<[before: string, after: string, start: number, end: number, text: string]>([
  ['[1,]', '[1]', 2, 3, ''],
  ['ERNO', 'ERRNO', 2, 2, 'R'],
  ['aa', 'aaa', 2, 2, 'a'],
  ['aaa', 'aa', 2, 3, ''],
  ['a, b, c', 'a; b; c', 1, 5, '; b;'],
  ['', 'new', 0, 0, 'new'],
  ['same', 'same', 4, 4, ''],
])('%j becomes %j in one edit', (before, after, start, end, text) => {
  expect(changedRange(before, after)).toEqual({ start, end, text });
});

test.each<[string, string]>([
  ['Found mkdri.', 'Found mkdri.'],
  [`Found ${'x'.repeat(40)} here`, `Found ${'x'.repeat(40)} here`],
  [`Found ${'x'.repeat(5000)} here`, `Found ${'x'.repeat(40)}… here`],
  [`Found "${'x'.repeat(99)}", which`, `Found "${'x'.repeat(39)}…", which`],
])('%#: a word is at most forty characters', (text, short) => {
  expect(shortened(text)).toBe(short);
});
