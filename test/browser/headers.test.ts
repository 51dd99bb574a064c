import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { headerRules, headersFor } from '../../src/tools/serve/serveBuild.ts';
import { rootBuild } from './builds.ts';
import { foundOn } from './foundOn.ts';
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
  it('sends each page with a policy that allows its own scripts and styles, and else what stands in it, and with frame-ancestors', () => {
    const sent = pages.map(({ path, html }) => {
      const policy = headersFor(rules, path).filter(([name]) => name === 'Content-Security-Policy');
      const refused = hashes(policies(html)[0] ?? '').filter((hash) => !policy[0]?.[1].includes(hash));
      return { path, policies: policy.map(([, text]) => withoutHashes(text)), refused, own: policies(html).length };
    });
    expect(sent).toEqual(
      pages.map(({ path, html }) => ({
        path,
        policies: [
          `${withoutHashes(policies(html)[0] ?? '')}; frame-ancestors ${path.startsWith('/embed/') ? '*' : "'self'"}`,
        ],
        refused: [],
        own: 1,
      })),
    );
  });

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

  it('allows no inline script or style but those hashed, and no other host', async () => {
    const found = await foundOn(pages, ({ html }) => {
      const policy = policies(html)[0] ?? '';
      return [
        ...(policy.match(/unsafe-inline|unsafe-eval|https?:|\*/g) ?? []),
        ...(policy.startsWith("default-src 'none';") ? [] : [policy]),
        ...(html.match(/\sstyle="|\son[a-z]+="/g) ?? []),
        ...(html.indexOf('content-security-policy') < html.indexOf('<script') ? [] : ['a script before the policy']),
      ];
    });
    expect(found).toEqual({});
  });

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
