import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflateText, inflateText } from '../../src/share/deflateText.ts';
import { LINK_LIMITS, TAB_LIMITS } from '../../src/share/fragment.ts';

describe('deflateText and inflateText', () => {
  it('give back any text', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 2000 }), async (text) => {
        expect(await inflateText(await deflateText(text))).toEqual({ value: text, diagnostics: [] });
      }),
    ));

  it.each([
    ['not base64url', 'a b', 'it must be base64url (A to Z, a to z, 0 to 9, - and _)'],
    ['a single letter', 'A', 'it must be base64url (A to Z, a to z, 0 to 9, - and _)'],
    ['cut', 'y0jNyc', 'it is cut off or altered'],
    ['empty', '', 'it is cut off or altered'],
    ['not deflated', '____', 'it is cut off or altered'],
  ])('refuse a text that is %s', async (_name, packed, why) => {
    const { value, diagnostics } = await inflateText(packed);
    expect([value, diagnostics[0]?.message]).toEqual([undefined, `The text in this link can’t be read: ${why}.`]);
  });

  it('keep a byte order mark', async () => {
    expect(await inflateText(await deflateText('\u{feff}{}'))).toEqual({ value: '\u{feff}{}', diagnostics: [] });
  });

  it.each([
    ['bytes', 'a'.repeat(LINK_LIMITS.bytes + 1), 'it decompresses to more than 2000000 bytes'],
    ['lines', '\n'.repeat(LINK_LIMITS.lines), 'it decompresses to more than 50000 lines'],
  ])('refuse to unfold more %s than a link may, and give the reader’s own back', async (_, text, why) => {
    const packed = await deflateText(text);
    expect((await inflateText(packed)).diagnostics[0]?.message).toBe(`The text in this link can’t be read: ${why}.`);
    expect((await inflateText(packed, TAB_LIMITS)).value).toBe(text);
  });
});
