import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { headerRules, headersFor } from '../../src/tools/serve/headerRules.ts';
import { rootBuild, subPathBuild } from './builds.ts';
import { openSite } from './site.ts';

const pages = await builtPages(rootBuild);
const rules = headerRules(await readFile(join(rootBuild, '_headers'), 'utf8'));
/** A policy without the hashes of inline scripts and styles, and those. */
const withoutHashes = (policy: string) => policy.replace(/ 'sha256-[^']+'/g, '').replace(/;\s*/g, '; ');
const hashes = (policy: string) => policy.match(/'sha256-[^']+'/g) ?? [];
const policies = (html: string) =>
  [...html.matchAll(/<meta http-equiv="content-security-policy" content="([^"]*)">/g)].map((match) =>
    match[1]?.replace(/;?\s*$/, ''),
  );

describe('_headers', () => {
  it.each(pages.map(({ path, html }) => [path, html] as const))(
    '%s is sent with a policy that allows its own scripts and styles, and else what stands in it, and with frame-ancestors',
    (path, html) => {
      const [own = '', ...more] = policies(html);
      const sent = headersFor(rules, path).filter(([name]) => name === 'Content-Security-Policy');
      expect(sent.map(([, policy]) => withoutHashes(policy))).toEqual([
        `${withoutHashes(own)}; frame-ancestors ${path.startsWith('/embed/') ? '*' : "'self'"}`,
      ]);
      expect(hashes(own).filter((hash) => !sent[0]?.[1].includes(hash))).toEqual([]);
      expect(more).toEqual([]);
    },
  );

  it('lets a page for a missing address run wherever it is sent', () => {
    const [own = ''] = policies(pages.find(({ path }) => path === '/404.html')?.html ?? '');
    const sections = rules
      .map(({ path }) => path)
      .filter((path) => /^\/\w+\/\*$/.test(path) && !/_astro|pagefind|og/.test(path));
    const sent = (path: string) =>
      headersFor(rules, path.replace('*', 'no-such-page/'))
        .map(([, value]) => value)
        .join();
    expect(sections.length).toBeGreaterThan(2);
    expect(sections.filter((path) => hashes(own).some((hash) => !sent(path).includes(hash)))).toEqual([]);
  });

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
    const files = [
      '/_astro/a.js',
      '/pagefind/pagefind.js',
      '/favicon.svg',
      '/llms.txt',
      '/learn/iceberg.md',
      '/og/index.png',
    ];
    const paths = [...pages.map(({ path }) => path), ...files];
    const twice = paths.filter(
      (path) => new Set(headersFor(rules, path).map(([name]) => name)).size !== headersFor(rules, path).length,
    );
    expect(twice).toEqual([]);
  });

  it.each([
    ['at the root', rootBuild],
    ['under a sub-path, with all that a build with SITE_URL writes', subPathBuild],
  ])('has no more rules than a host takes (100), none of them longer (2,000 characters): %s', async (_where, build) => {
    const sizes = headerRules(await readFile(join(build, '_headers'), 'utf8')).map(({ path, headers }) =>
      headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, path.length),
    );
    expect(Math.max(...sizes)).toBeLessThan(2000);
    expect(sizes.length).toBeLessThanOrEqual(100);
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
