import { describe, expect, it } from 'vitest';
import { headersText, hoistPolicy } from '../../../src/tools/build/headersFile.ts';
import { headerRules, headersFor } from '../../../src/tools/serve/serveBuild.ts';

const policy = `<meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'self' 'sha256-a';">`;

describe('hoistPolicy', () => {
  it('puts the policy right behind the charset', () =>
    expect(hoistPolicy(`<head><meta charset="utf-8"><script src="x"></script>${policy}</head>`)).toBe(
      `<head><meta charset="utf-8">${policy.replace(" 'sha256-a'", '')}<script src="x"></script></head>`,
    ));

  it('stops the build where a page has none', () =>
    expect(() => hoistPolicy('<head><meta charset="utf-8"></head>')).toThrow('no content-security-policy'));
});

describe('headersText', () => {
  const pages = [
    { path: '/', html: policy },
    { path: '/a/b/', html: policy },
  ];
  const rules = headerRules(headersText(pages, '/base', ['feed.xml', 'robots.txt'], ['a/b.md']));
  const sent = (path: string) =>
    headersFor(rules, path).filter(
      ([name]) => /Policy$|Cache|Type$/.test(name) && !/Referrer|Opener|Permissions/.test(name),
    );
  const kept = ['Cache-Control', 'public, max-age=0, must-revalidate'];
  const allowed = [
    ['Content-Security-Policy', "default-src 'none'; script-src 'self' 'sha256-a'; frame-ancestors 'self'"],
    kept,
  ];

  it.each([
    ['/base/', allowed],
    ['/base/a/b/', allowed],
    ['/base/a/no-such-page/', allowed],
    ['/base/a/b.md', [...allowed, ['Content-Type', 'text/markdown; charset=utf-8']]],
    ['/base/feed.xml', [['Content-Type', 'application/atom+xml; charset=utf-8'], kept]],
    ['/base/og/a/b.png', [kept]],
    ['/base/_astro/x.js', [['Cache-Control', 'public, max-age=31536000, immutable']]],
    ['/base/robots.txt', [kept]],
    ['/base/sw.js', [['Content-Security-Policy', "default-src 'none'; connect-src 'self'; script-src 'self'"], kept]],
    ['/base/b/', []],
    ['/a/b/', []],
  ])('%s', (path, headers) => expect(sent(path)).toEqual(headers));

  it('has a rule for a section, however many pages stand in it', () => {
    const rulesOf = (count: number) =>
      headerRules(
        headersText(
          Array.from({ length: count }, (_, at) => ({ path: `/learn/${at}/`, html: policy })),
          '',
          [],
        ),
      ).length;
    expect([rulesOf(300), rulesOf(0)]).toEqual([rulesOf(1), rulesOf(1) - 1]);
  });
});
