import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild, subPath, subPathBuild } from '../browser/builds.ts';

/** The pages of the build that knows its origin (buildUnderSubPath.ts), but for those that are in no list. */
const listed = (await builtPages(subPathBuild)).filter(
  ({ html }) => !/<meta name="robots" content="noindex">/.test(html),
);
const meta = (html: string, name: string) =>
  new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1] ?? '';

it('each page has a picture of 1200 by 630, under 60 KB, that the page tells in words', async () => {
  const pictures = await Promise.all(
    listed.map(async ({ html }) => {
      const bytes = await readFile(join(subPathBuild, new URL(meta(html, 'og:image')).pathname.replace(subPath, '')));
      const { format, width, height } = await sharp(bytes).metadata();
      const alt = meta(html, 'og:image:alt');
      return [
        ...[format, width, height, bytes.length < 60_000],
        ...[meta(html, 'og:image:width'), meta(html, 'og:image:height')],
        ...[alt.includes(meta(html, 'og:title')), meta(html, 'twitter:image:alt') === alt],
      ];
    }),
  );
  expect(pictures).toEqual(listed.map(() => ['png', 1200, 630, true, '1200', '630', true, true]));
});

it('no two pages have the same one', () => {
  const pictures = listed.map(({ html }) => meta(html, 'og:image'));
  expect(new Set(pictures).size).toBe(pictures.length);
});

it('a build without SITE_URL has none, and no feed', () =>
  expect(['og', 'feed.xml'].filter((name) => existsSync(join(rootBuild, name)))).toEqual([]));
