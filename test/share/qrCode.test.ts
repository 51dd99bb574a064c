import fc from 'fast-check';
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { type QrCode, qrCode } from '../../src/share/qrCode.ts';

const SCALE = 4;

/** What a reader of codes reads of the drawn path. */
function decoded({ size, path }: QrCode): string | undefined {
  const width = size * SCALE;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)) {
    expect(back).toBe(x);
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row++) {
      for (let at = Number(x) * SCALE; at < (Number(x) + Number(run)) * SCALE; at++) {
        pixels.fill(0, (row * width + at) * 4, (row * width + at) * 4 + 3);
      }
    }
  }
  return jsQR(pixels, width, width)?.data;
}

test.each([
  ['a link', 'https://example.org/play/seccomp/#stack=docker-29.9&call=clone3'],
  ['other alphabets', 'https://example.org/play/uid-map/#text=ä ✓ 🧊'],
  ['the most that a code holds', `https://example.org/#${'x'.repeat(2953 - 21)}`],
])('a code is read again: %s', (_, text) => {
  const code = qrCode(text);
  expect(code && decoded(code)).toBe(text);
});

test('any link is read again', () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true, size: 'medium' }), (url) => {
      const code = qrCode(url);
      expect(code && decoded(code)).toBe(url);
    }),
    { numRuns: 25 },
  );
});

test.each([
  ['a byte more than a code holds', 'x'.repeat(2954)],
  ['fewer letters, but more bytes', 'ä'.repeat(1477)],
  ['no text', ''],
])('there is no code of %s', (_, text) => expect(qrCode(text)).toBeUndefined());
