import { describe, expect, it } from 'vitest';
import { sectionPolicies } from '../../../src/tools/build/headersFile.ts';

const policy = (...scripts: string[]) =>
  `default-src 'none';img-src 'self'; script-src ${["'self'", ...scripts].join(' ')};`;
const joined = (...scripts: string[]) =>
  `default-src 'none'; img-src 'self'; script-src ${["'self'", ...scripts].join(' ')}`;
const page = (path: string, ...scripts: string[]) => ({ path, policy: policy(...scripts) });

describe('the policies to send', () => {
  it('are one for each section, with what any of its pages allows, each source once', () =>
    expect(
      sectionPolicies([
        page('/learn/', 'a'),
        page('/learn/x/', 'b', 'a'),
        page('/play/y/', 'c'),
        page('/learn/x/z/', 'd'),
      ]),
    ).toEqual([
      { pattern: '/learn/*', policy: joined('a', 'b', 'd') },
      { pattern: '/play/*', policy: joined('c') },
    ]));

  it('are their own for the pages beside the home page, and it itself', () =>
    expect(sectionPolicies([page('/404.html', 'm'), page('/', 'h')])).toEqual([
      { pattern: '/404.html', policy: joined('m') },
      { pattern: '/', policy: joined('h') },
    ]));

  it('let a section have the page for a missing address', () =>
    expect(sectionPolicies([page('/404.html', 'm'), page('/learn/x/', 'a')])).toEqual([
      { pattern: '/404.html', policy: joined('m') },
      { pattern: '/learn/*', policy: joined('m', 'a') },
    ]));
});
