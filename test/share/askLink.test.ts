import { describe, expect, test } from 'vitest';
import { ASK_LINK_DEFAULTS, readAskLink, writeAskLink } from '../../src/share/askLink.ts';

const TWO_LINES = 'uid_map:\n0 100000 65536';

describe('published links open the same state for ever', () => {
  // Add lines; never change one.
  test.each<[fragment: string, text: string]>([
    [
      '',
      'Error: potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow): Check /etc/subuid and /etc/subgid if configured locally and run "podman system migrate": lchown /etc/gshadow: invalid argument',
    ],
    ['#text=', ''],
    ['#text=100999', '100999'],
    [
      '#text=newuidmap:%20uid%20range%20[0-1)%20-%3E%20[1000-1001)%20not%20allowed',
      'newuidmap: uid range [0-1) -> [1000-1001) not allowed',
    ],
  ])('%s', async (fragment, text) => {
    expect(await readAskLink(fragment)).toEqual({ value: { text }, diagnostics: [] });
  });
});

describe('a link that cannot be read opens the default and says what was wrong', () => {
  test.each<[fragment: string, message: string]>([
    ['#colour=red', 'This link has a key “colour” that this page does not know; the key is ignored.'],
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
