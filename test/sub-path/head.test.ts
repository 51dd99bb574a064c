import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { previewPath } from '../../src/site/previewPath.ts';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild, subPath, subPathBuild } from '../browser/builds.ts';

/** The root build knows no origin; the one under a sub-path is for https://example.org (buildUnderSubPath.ts). */
const [nowhere, somewhere] = await Promise.all([builtPages(rootBuild), builtPages(subPathBuild)]);
const ORIGIN = `https://example.org${subPath}`;

function head(html: string): Record<string, string> {
  const metas = [...html.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)"/g)];
  const links = [...html.matchAll(/<link rel="(canonical|icon|apple-touch-icon|manifest)" href="([^"]+)"/g)];
  return Object.fromEntries([...metas, ...links].map(([, key = '', value = '']) => [key, value]));
}
/** Not to be found by those who search: what stands in pages of others, and the page for a wrong address. */
const isListed = (path: string) => path !== '/404.html' && !path.startsWith('/embed/');
const told = (html: string, keys: readonly string[]) => keys.map((key) => head(html)[key]);

describe('a page’s head', () => {
  it('names its own address, the site and the picture, and says what it is to others', () => {
    const keys = ['canonical', 'og:url', 'og:site_name', 'og:image', 'twitter:card', 'og:description', 'og:type'];
    const named = (path: string, html: string) => {
      const own = `${ORIGIN}${path}`;
      const kind = /^\/(?:(?:learn\/(?!progress\/)|reference\/).|talk\/2016\/$)/.test(path) ? 'article' : 'website';
      const { description } = head(html);
      return [own, own, 'Below the Waterline', ORIGIN + previewPath(path), 'summary_large_image', description, kind];
    };
    const pages = somewhere.filter(({ path }) => isListed(path));
    expect(pages.map(({ html }) => told(html, keys))).toEqual(pages.map(({ path, html }) => named(path, html)));
  });

  it('has no address and is not to be listed, where it is no page of its own', () => {
    const pages = somewhere.filter(({ path }) => !isListed(path));
    expect(pages.map(({ html }) => told(html, ['canonical', 'og:url', 'robots']))).toEqual(
      pages.map(() => [undefined, undefined, 'noindex']),
    );
  });

  it('names no origin, and no picture, in a build without SITE_URL', () => {
    const named = nowhere.filter(
      ({ html }) =>
        told(html, ['canonical', 'og:url', 'og:image', 'twitter:card']).some((each) => each !== undefined) ||
        html.includes('//localhost'),
    );
    expect(named.map(({ path }) => path)).toEqual([]);
  });
});

describe('beside the pages', () => {
  const size = async (file: string) => {
    const png = await readFile(join(rootBuild, file));
    return [png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)];
  };

  it.each([
    ['icon-32.png', 32, 32],
    ['icon-192.png', 192, 192],
    ['icon-512.png', 512, 512],
    ['apple-touch-icon.png', 180, 180],
  ])('%s is a picture of %d by %d', async (file, width, height) =>
    expect(await size(file)).toEqual(['PNG', width, height]),
  );

  it('the manifest names icons that are there, and no address but its own place', async () => {
    const manifest = JSON.parse(await readFile(join(rootBuild, 'manifest.webmanifest'), 'utf8'));
    const icons: { src: string }[] = manifest.icons;
    await Promise.all(icons.map(({ src }) => readFile(join(rootBuild, src))));
    expect([manifest.name, manifest.start_url, manifest.scope, icons.length]).toEqual([
      'Below the Waterline',
      './',
      './',
      3,
    ]);
  });

  it('robots.txt names the sitemap where there is one', async () => {
    const [bare, placed] = await Promise.all(
      [rootBuild, subPathBuild].map((build) => readFile(join(build, 'robots.txt'), 'utf8')),
    );
    expect([bare, placed]).toEqual([
      'User-agent: *\nAllow: /\n',
      `User-agent: *\nAllow: /\n\nSitemap: ${ORIGIN}/sitemap-index.xml\n`,
    ]);
    await readFile(join(subPathBuild, 'sitemap-index.xml'));
    await expect(readFile(join(rootBuild, 'sitemap-index.xml'))).rejects.toThrow('ENOENT');
  });
});
