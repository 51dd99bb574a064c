import { describe, expect, it } from 'vitest';
import published from '../../../content/data/published-links.json' with { type: 'json' };
import { changedLinks, stateLinksOf, withLinks } from '../../../src/tools/links/publishedLinks.ts';

const page = (html: string) => ({ path: '/learn/a/', html, file: '' });

it('every link that was ever published opens the same state, whole', async () =>
  expect(await changedLinks(published)).toEqual([]));

describe('the links of a build', () => {
  it.each<[html: string, base: string, found: [string, string[]][]]>([
    ['<a href="/play/ask/#text=1&amp;x=2">', '', [['/play/ask/', ['text=1&x=2']]]],
    ['<a href="/play/ask/#text=1"><a class="b" href="/play/ask/#text=1">', '', [['/play/ask/', ['text=1']]]],
    ['<a href="/deep/play/seccomp/#call=a=b#c">', '/deep', [['/play/seccomp/', ['call=a=b#c']]]],
    [
      '<a href="/play/ask/"><a href="/play/ask/#main"><a href="/learn/a/#x=1"><a href="https://a.org/play/ask/#x=1">',
      '',
      [],
    ],
    ['<a href="/play/seccomp/#call=mkdir">', '/deep', []],
  ])('%s', (html, base, found) =>
    expect([...stateLinksOf([page(html)], base)].map(([path, links]) => [path, [...links]])).toEqual(found),
  );
});

describe('publishing', () => {
  it('adds what is new, with the fields that it sets, and changes nothing that is there', async () => {
    const before = { '/reference/syscalls/': { 'find=clone': { find: 'as it was' } } };
    const found = new Map([['/reference/syscalls/', new Set(['find=clone', 'arch=arm64&sort=number'])]]);
    expect((await withLinks(before, found))['/reference/syscalls/']).toEqual({
      'find=clone': { find: 'as it was' },
      '': { arch: null, cap: null, find: '', sort: 'name', verdict: 'all' },
      'arch=arm64&sort=number': { arch: 'SCMP_ARCH_AARCH64', sort: 'number' },
    });
  });

  it('refuses a link that its page can’t read whole', () =>
    expect(withLinks({}, new Map([['/play/ask/', new Set(['colour=red'])]]))).rejects.toThrow(
      '/play/ask/#colour=red: This link has a key “colour”',
    ));
});

it('a link that opens another state is named, with both', async () =>
  expect(
    await changedLinks({
      '/play/ask/': { 'text=1': { text: '2' }, 'text=3': { text: '3' }, 'colour=red': {} },
      '/play/none/': { 'a=1': {} },
    }),
  ).toEqual([
    '/play/ask/#text=1 opens {"text":"1"}, and was published with {"text":"2"}',
    expect.stringMatching(/^\/play\/ask\/#colour=red opens "Error: .* key “colour”.*, and was published with {}$/),
    '/play/none/#a=1 opens "Error: No page /play/none/ has states.", and was published with {}',
  ]));
