import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflateText, inflateText, LONGEST_TEXT } from '../../src/share/deflateText.ts';

describe('deflateText and inflateText', () => {
  it('give back any text', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 2000 }), async (text) => {
        expect(await inflateText(await deflateText(text))).toEqual({ value: text, diagnostics: [] });
      }),
    ));

  it.each([
    ['not base64url', 'a b', 'expected base64url letters (A to Z, a to z, 0 to 9, - and _)'],
    ['a single letter', 'A', 'expected base64url letters (A to Z, a to z, 0 to 9, - and _)'],
    ['cut', 'y0jNyc', 'it is cut or altered'],
    ['empty', '', 'it is cut or altered'],
    ['not deflated', '____', 'it is cut or altered'],
  ])('refuse a text that is %s', async (_name, packed, why) => {
    const { value, diagnostics } = await inflateText(packed);
    expect([value, diagnostics[0]?.message]).toEqual([undefined, `The text in this link can’t be read: ${why}.`]);
  });

  it('refuse to unfold more than the limit', async () => {
    const { diagnostics } = await inflateText(await deflateText('a'.repeat(LONGEST_TEXT + 1)));
    expect(diagnostics[0]?.message).toContain(`more than ${LONGEST_TEXT} bytes`);
  });
});
