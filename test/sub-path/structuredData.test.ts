import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/site/inlineScripts.ts';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild, subPath, subPathBuild } from '../browser/builds.ts';
import { openSite, type Site } from '../browser/site.ts';

const ORIGIN = `https://example.org${subPath}`;
const BLOCK = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/g;
const [nowhere, somewhere] = await Promise.all([builtPages(rootBuild), builtPages(subPathBuild)]);
const blocks = (html: string) => [...html.matchAll(BLOCK)].map(([, text = '']) => text);
const listed = somewhere.filter(({ html }) => !/<meta name="robots" content="noindex">/.test(html));

let site: Site;
beforeAll(async () => {
  site = await openSite(subPathBuild, subPath);
});
afterAll(() => site.close());

describe('what a page is to programs', () => {
  it('is said once, under its own address', () => {
    const said = listed.map(({ html }) => blocks(html).map((text) => JSON.parse(text)['@graph'][0].url));
    expect(said).toEqual(listed.map(({ path }) => [ORIGIN + path]));
  });

  it.each([
    ['/', 'WebSite'],
    ['/learn/', 'Book'],
    ['/learn/iceberg/', ['TechArticle', 'LearningResource']],
    ['/play/uid-map/', 'WebApplication'],
    ['/reference/actions/', 'TechArticle'],
    ['/reference/glossary/', 'DefinedTermSet'],
  ])('%s is a %j', (path, type) => {
    const html = listed.find((page) => page.path === path)?.html ?? '';
    expect(JSON.parse(blocks(html)[0] ?? '{}')['@graph'][0]['@type']).toEqual(type);
  });

  it('is told only by a build that knows where it is', () =>
    expect(nowhere.filter(({ html }) => blocks(html).length > 0).map(({ path }) => path)).toEqual([]));

  it('is data to the browser: it needs no hash, and none is given', async () => {
    const page = await site.open('/learn/iceberg/');
    const html = await page.content();
    const [text = ''] = blocks(html);
    expect([text.length > 100, html.includes(hashOf(text)), page.complaints]).toEqual([true, false, []]);
  });
});
