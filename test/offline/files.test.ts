import { expect, it } from 'vitest';
import { buildOfPage, digestOf, isPage, megabytes, plainAddress, withBuild } from '../../src/offline/cacheNames.ts';

it('a page tells its build', () => {
  expect(buildOfPage(withBuild('<!doctype html><html lang="en"><body>', 'a1b2'))).toBe('a1b2');
  expect(withBuild(withBuild('<html lang="en">', 'a1'), 'b2')).toBe('<html data-build="b2" lang="en">');
  expect(buildOfPage('<html lang="en"><body>Log in to the hotel’s network</body>')).toBeUndefined();
  expect(() => withBuild('<p>', 'a1')).toThrow('no <html>');
});

it.each([
  ['', true],
  ['learn/iceberg/', true],
  ['404.html', true],
  ['licenses.txt', false],
  ['learn/iceberg.md', false],
  ['_astro/a.js', false],
])('%j is a page: %s', (url, is) => expect(isPage(url)).toBe(is));

it('an address without what no file knows', () =>
  expect(plainAddress('https://example.org/play/ask/?a=1#b?c')).toBe('https://example.org/play/ask/'));

it('the revision of a file is the beginning of its SHA-256', async () =>
  expect(await digestOf(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea'));

it.each([
  [1, '1 KB'],
  [90_400, '91 KB'],
  [2_149_000, '2.1 MB'],
  [13_600_000, '14 MB'],
])('%d bytes are %s', (bytes, words) => expect(megabytes(bytes)).toBe(words));
