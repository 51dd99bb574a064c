import { describe, expect, test } from 'vitest';
import { ASK_LINK_DEFAULTS, readAskLink, writeAskLink } from '../../src/share/askLink.ts';

const TWO_LINES = 'uid_map:\n0 100000 65536';

describe('a link that cannot be read opens the default and says what was wrong', () => {
  test.each<[fragment: string, message: string]>([
    [
      '#colour=red',
      'This link has a key “colour” that this page does not know. It changes nothing here, and stays in the link.',
    ],
    ['#text.z=AAAA', 'The text in this link can’t be read: it is cut off or altered.'],
  ])('%s', async (fragment, message) => {
    const { value, diagnostics } = await readAskLink(fragment);
    expect([value, diagnostics.map((each) => each.message)]).toEqual([ASK_LINK_DEFAULTS, [message]]);
  });
});

describe('writing', () => {
  test.each<[text: string, written: string]>([
    ['', 'text='],
    ['100999', 'text=100999'],
    ['a & b = 1', 'text=a%20%26%20b%20=%201'],
  ])('%j', async (text, written) => {
    expect(await writeAskLink({ text })).toBe(written);
    expect((await readAskLink(written)).value).toEqual({ text });
  });

  test('a text of several lines is packed', async () => {
    const written = await writeAskLink({ text: TWO_LINES });
    expect([written.startsWith('text.z='), (await readAskLink(written)).value]).toEqual([true, { text: TWO_LINES }]);
  });
});
