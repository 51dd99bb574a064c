import { describe, expect, it } from 'vitest';
import { headersText, hoistPolicy } from '../../../src/tools/build/headersFile.ts';
import { headerRules, headersFor } from '../../../src/tools/serve/headerRules.ts';

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
  const rules = headerRules(headersText([{ path: '/a/', html: policy }], '/base', ['robots.txt']));
  const sent = (path: string) =>
    headersFor(rules, path).filter(([name]) => /Policy$|Cache/.test(name) && !/Referrer|Opener|Permissions/.test(name));

  it.each([
    [
      '/base/a/',
      [
        ['Content-Security-Policy', "default-src 'none'; script-src 'self' 'sha256-a'; frame-ancestors 'self'"],
        ['Cache-Control', 'public, max-age=0, must-revalidate'],
      ],
    ],
    ['/base/_astro/x.js', [['Cache-Control', 'public, max-age=31536000, immutable']]],
    [
      '/base/sw.js',
      [
        ['Content-Security-Policy', "default-src 'none'; connect-src 'self'; script-src 'self'"],
        ['Cache-Control', 'public, max-age=0, must-revalidate'],
      ],
    ],
    ['/base/robots.txt', [['Cache-Control', 'public, max-age=0, must-revalidate']]],
    ['/base/b/', []],
    ['/a/', []],
  ])('%s', (path, headers) => expect(sent(path)).toEqual(headers));
});
