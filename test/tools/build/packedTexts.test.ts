import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isTexts, packTexts, unpackTexts } from '../../../src/tools/build/packedSets.ts';

test.each<[value: object, is: boolean]>([
  [{ EPERM: 'Operation not permitted', ENOENT: '' }, true],
  [{ EPERM: 'Operation not permitted' }, false],
  [{ EPERM: 'Operation not permitted', ENOENT: 2 }, false],
  [{ EPERM: 'Operation\nnot permitted', ENOENT: '' }, false],
  [{ 'not a name': 'x', ENOENT: '' }, false],
])('%j is a table of texts: %s', (value, is) => {
  expect(isTexts(value)).toBe(is);
});

test('a table comes back as it was, in its order', () => {
  const { messages } = JSON.parse(readFileSync(new URL('../../../content/data/errno.json', import.meta.url), 'utf8'));
  const packed = packTexts(messages);
  expect(packed).toContain('\nENOENT No such file or directory\n');
  expect(Object.entries(unpackTexts(packed))).toEqual(Object.entries(messages));
  expect(unpackTexts(packTexts({ A: '', B: 'two  words ' }))).toEqual({ A: '', B: 'two  words ' });
});
