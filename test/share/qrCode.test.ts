import fc from 'fast-check';
import { expect, test } from 'vitest';
import { qrCode } from '../../src/share/qrCode.ts';
import { runs } from '../seed.ts';
import { decoded } from './decoded.ts';

test.each([
  ['a link', 'https://example.org/play/seccomp/#stack=docker-29.9&call=clone3'],
  ['other alphabets', 'https://example.org/play/uid-map/#text=ä ✓ 🧊'],
  ['the most that a code holds', `https://example.org/#${'x'.repeat(2953 - 21)}`],
])('a code is read again: %s', (_, text) => {
  const code = qrCode(text);
  expect(code && decoded(code)).toBe(text);
});

test('any link is read again', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true, size: 'medium' }), (url) => {
      const code = qrCode(url);
      expect(code && decoded(code)).toBe(url);
    }),
    { numRuns: runs(15) },
  );
});

test.each([
  ['a byte more than a code holds', 'x'.repeat(2954)],
  ['fewer letters, but more bytes', 'ä'.repeat(1477)],
  ['no text', ''],
])('there is no code of %s', (_, text) => expect(qrCode(text)).toBeUndefined());
