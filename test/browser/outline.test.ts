import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { rootBuild } from './builds.ts';
import { openSite, type Site } from './site.ts';

const paths = (await builtPages(rootBuild)).map(({ path }) => path);
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it.each(paths)('%s has one h1, a title, a description and a main that the skip link reaches', async (path) => {
  const page = await site.open(path);
  await page.keyboard.press('Tab');
  const skip = await page.evaluate(() => document.activeElement?.getAttribute('href'));
  const facts = await page.evaluate(() => ({
    // One that is not shown is no heading to anybody.
    h1: [...document.querySelectorAll('h1')].filter((heading) => heading.checkVisibility()).length,
    title: document.title !== '',
    description: document.querySelector('meta[name=description]')?.getAttribute('content') !== '',
    main: document.querySelectorAll('main#main').length,
  }));
  expect({ skip, ...facts }).toEqual({ skip: '#main', h1: 1, title: true, description: true, main: 1 });
});
