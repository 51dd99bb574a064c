import { describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { brokenLinks } from '../../src/tools/links/brokenLinks.ts';
import { rootBuild, subPath, subPathBuild } from './builds.ts';
import { openSite } from './site.ts';

describe('every internal link and anchor resolves', () => {
  it('at the root', async () => expect(brokenLinks(rootBuild, await builtPages(rootBuild), '')).toEqual([]));

  it('under a sub-path', async () =>
    expect(brokenLinks(subPathBuild, await builtPages(subPathBuild), subPath)).toEqual([]));

  it('and the site under a sub-path loads all it asks for, its search too', async () => {
    const site = await openSite(subPathBuild, subPath);
    const page = await site.open('/');
    await page.keyboard.press('/');
    await page.fill('#search-query', 'namespace');
    await page.waitForSelector('#search-results a');
    const links = await page.$$eval('#search-results a', (found) =>
      found.map((link) => link.getAttribute('href') ?? ''),
    );
    expect([links.every((link) => link.startsWith(`${subPath}/`)), page.complaints]).toEqual([true, []]);
    await site.close();
  });
});
