import { describe, expect, it } from 'vitest';
import { hashOf, leadOnScript } from '../../../../src/site/inlineScripts.ts';
import { hoistPolicy } from '../../../../src/tools/build/headersFile.ts';
import { movedPage, wrongMoves } from '../../../../src/tools/build/moved/movedPages.ts';
import { lostAddresses } from '../../../../src/tools/links/publishedAddresses.ts';

const MOVE = { from: '/learn/old/', to: '/learn/new/#part' };
const html = movedPage(MOVE, { base: '/base', site: new URL('https://example.org') });

describe('a page that has moved', () => {
  it.each([
    ['names the new address as its own', '<link rel="canonical" href="https://example.org/base/learn/new/#part">'],
    ['is in no search engine', '<meta name="robots" content="noindex">'],
    [
      'goes on without a script',
      '<noscript><meta http-equiv="refresh" content="0;url=/base/learn/new/#part"></noscript>',
    ],
    ['has the link in its text', '<a id="on" href="/base/learn/new/#part">Go to its new address</a>'],
    ['allows its own script', `script-src 'self' '${hashOf(leadOnScript)}'`],
  ])('%s', (_what, part) => expect(html).toContain(part));

  it('names no address of its own where the build knows no origin', () =>
    expect(movedPage(MOVE, { base: '', site: undefined })).not.toMatch(/canonical|https?:/));

  it('is in no search of the site, and has a policy as every page', () =>
    expect([/data-pagefind-body/.test(html), hoistPolicy(html)]).toEqual([false, html]));

  it('stands for the page that was published', () =>
    expect(lostAddresses({ '/learn/old/': ['any'] }, [{ path: '/learn/old/', html, file: '' }])).toEqual([]));
});

it.each([
  ['a page that was, to one that is', [MOVE], []],
  ['to a page that isn’t', [{ from: '/a/', to: '/b/' }], ['no page /b/, where /a/ would lead']],
  ['from a page that is', [{ from: '/learn/new/', to: '/' }], ['/learn/new/ is still a page']],
  ['twice', [MOVE, { ...MOVE, to: '/' }], ['/learn/old/ has moved twice']],
  [
    'on to a page that moved itself',
    [MOVE, { from: '/x/', to: '/learn/old/' }],
    ['no page /learn/old/, where /x/ would lead'],
  ],
  ['from a file', [{ from: '/a.html', to: '/' }], ['“/a.html” is no page’s address']],
  [
    'to another site',
    [{ from: '/a/', to: 'https://example.org/' }],
    ['no page https://example.org/, where /a/ would lead'],
  ],
  ['from outside the site', [{ from: '/../a/', to: '/' }], ['“/../a/” is no page’s address']],
])('a move %s', (_what, moves, wrong) => expect(wrongMoves(moves, ['/', '/learn/new/'])).toEqual(wrong));
