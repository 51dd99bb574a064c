import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { headerRules, headersFor } from '../../src/tools/serve/headerRules.ts';
import { rootBuild } from './builds.ts';
import { openSite } from './site.ts';

const pages = await builtPages(rootBuild);
const rules = headerRules(await readFile(join(rootBuild, '_headers'), 'utf8'));
const policies = (html: string) =>
  [...html.matchAll(/<meta http-equiv="content-security-policy" content="([^"]*)">/g)].map((match) =>
    match[1]?.replace(/;?\s*$/, ''),
  );

describe('_headers', () => {
  it.each(pages.map(({ path, html }) => [path, html] as const))(
    '%s is sent with the policy that stands in it, and with frame-ancestors',
    (path, html) => {
      const sent = headersFor(rules, path).filter(([name]) => name === 'Content-Security-Policy');
      expect(sent).toEqual([['Content-Security-Policy', `${policies(html)[0]}; frame-ancestors 'self'`]]);
      expect(policies(html)).toHaveLength(1);
    },
  );

  it.each(pages.map(({ path, html }) => [path, html] as const))(
    '%s allows no inline script or style but those hashed, and no other host',
    (_path, html) => {
      const policy = policies(html)[0] ?? '';
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
      expect(policy).toMatch(/^default-src 'none';/);
      expect(html).not.toMatch(/\sstyle="|\son[a-z]+="/);
      expect(html.indexOf('content-security-policy')).toBeLessThan(html.indexOf('<script'));
    },
  );

  it('sends no header twice for any path', () => {
    const paths = [...pages.map(({ path }) => path), '/_astro/a.js', '/pagefind/pagefind.js', '/favicon.svg'];
    const twice = paths.filter(
      (path) => new Set(headersFor(rules, path).map(([name]) => name)).size !== headersFor(rules, path).length,
    );
    expect(twice).toEqual([]);
  });

  it('has no line that a host would refuse (2,000 characters)', () => {
    const longest = Math.max(
      ...rules.flatMap(({ headers }) => headers.map(([name, value]) => name.length + value.length + 2)),
    );
    expect(longest).toBeLessThan(2000);
  });

  it('sends the usual security headers, and says what may be kept', async () => {
    const site = await openSite();
    const asset = /"(\/_astro\/[^"]+\.css)"/.exec(pages[0]?.html ?? '')?.[1];
    const page = await fetch(`${site.origin}/`);
    const style = await fetch(`${site.origin}${asset}`);
    const names = [
      'x-content-type-options',
      'referrer-policy',
      'cross-origin-opener-policy',
      'strict-transport-security',
      'cache-control',
    ];
    const security = ['nosniff', 'no-referrer', 'same-origin', 'max-age=31536000'];
    expect(names.map((name) => page.headers.get(name))).toEqual([...security, 'public, max-age=0, must-revalidate']);
    expect(names.map((name) => style.headers.get(name))).toEqual([...security, 'public, max-age=31536000, immutable']);
    await site.close();
  });
});
