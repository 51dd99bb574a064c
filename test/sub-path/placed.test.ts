import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { brokenLinks } from '../../src/tools/links/brokenLinks.ts';
import { headerRules } from '../../src/tools/serve/serveBuild.ts';
import { rootBuild, subPath, subPathBuild } from '../browser/builds.ts';
import { openLine } from '../browser/line.ts';
import { keptBy, takeSite, visit } from '../browser/offlinePages.ts';
import { openSite, type Site, sharedChromium } from '../browser/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(subPathBuild, subPath);
});
afterAll(() => site.close());

it('every internal link and anchor resolves', async () =>
  expect(brokenLinks(subPathBuild, await builtPages(subPathBuild), subPath)).toEqual([]));

it('the site loads all it asks for, its search too', async () => {
  const page = await site.open('/');
  await page.keyboard.press('/');
  await page.fill('#search-query', 'namespace');
  await page.waitForSelector('#search-results a');
  const links = await page.$$eval('#search-results a', (found) => found.map((link) => link.getAttribute('href') ?? ''));
  expect([links.every((link) => link.startsWith(`${subPath}/`)), page.complaints]).toEqual([true, []]);
});

it.each([
  ['at the root', rootBuild],
  ['under a sub-path, with all that a build with SITE_URL writes', subPathBuild],
])(
  '_headers has no more rules than a host takes (100), none of them longer (2,000 characters): %s',
  async (_where, build) => {
    const sizes = headerRules(await readFile(join(build, '_headers'), 'utf8')).map(({ path, headers }) =>
      headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, path.length),
    );
    expect(Math.max(...sizes)).toBeLessThan(2000);
    expect(sizes.length).toBeLessThanOrEqual(100);
  },
);

it('the whole site works offline, and keeps nothing of other places on its host', async () => {
  const line = await openLine(subPathBuild, subPath);
  const page = await visit(await sharedChromium(), `${line.origin}/`);
  await takeSite(page, line.origin);
  await line.cut();
  const response = await page.goto(`${line.origin}/learn/seccomp/`);
  const kept = Object.entries(await keptBy(page)).flatMap(([name, paths]) => [name.split(' ')[0], ...paths]);
  expect([response?.status(), kept.filter((path) => !path?.startsWith(`${subPath}/`))]).toEqual([200, []]);
  await page.context().close();
});

it.each([
  ['at the root', rootBuild, ''],
  ['under a sub-path', subPathBuild, subPath],
])('%s the browser can install it as an app, which begins at the home page', async (_, build, base) => {
  const line = await openLine(build, base);
  const page = await visit(await sharedChromium(), `${line.origin}/`);
  const session = await page.context().newCDPSession(page);
  const [{ manifest, errors }, { installabilityErrors }] = await Promise.all([
    session.send('Page.getAppManifest'),
    session.send('Page.getInstallabilityErrors'),
  ]);
  await page.context().close();
  await line.cut();
  const reasons = installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito');
  const home = `${line.origin}/`;
  expect([errors, reasons, manifest.id, manifest.startUrl, manifest.scope]).toEqual([[], [], home, home, home]);
});
