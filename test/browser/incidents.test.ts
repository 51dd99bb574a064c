import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/reference/incidents/';
const ALLOWS_ALL_BUT_KEYCTL =
  '{"defaultAction":"SCMP_ACT_ALLOW",\n"syscalls":[{"names":["keyctl"],"action":"SCMP_ACT_ERRNO"}]}';
const row = (page: WatchedPage, cve: string) => page.locator(`.incident-rows tr:has(a[href="#${cve}"])`);
const answer = async (page: WatchedPage, cve: string) => {
  const cell = row(page, cve).locator('td').last();
  return [...(await cell.locator('.chip').allTextContents()), ...(await cell.locator('small').allTextContents())];
};
const summary = (page: WatchedPage) => page.textContent('.incidents-summary');
const summed = (page: WatchedPage, words: string) =>
  page.waitForFunction((wanted) => document.querySelector('.incidents-summary')?.textContent?.includes(wanted), words);
const fragment = (page: WatchedPage) => page.evaluate(() => location.hash);
const ids = (page: WatchedPage) => page.locator('.incident-rows tbody th a').allTextContents();

describe('the incidents', () => {
  it('answer before any script: a table with a row each, and a section for each row', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    const table = page.getByRole('table', { name: /^Vulnerabilities, and what the profile makes/ });
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      'Vulnerability',
      'Public',
      'Stopped by',
      'This profile',
    ]);
    const anchors = await page
      .locator('.incident-rows th a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const sections = await page.locator('.incident > h3').evaluateAll((all) => all.map(({ id }) => `#${id}`));
    expect([anchors.length >= 25, sections]).toEqual([true, anchors]);
    expect(await answer(page, 'cve-2022-0185')).toEqual([
      'Refused',
      'unshare(CLONE_NEWUSER): EPERM by defaultAction on line 2',
      'fsopen: EPERM by defaultAction on line 2',
      'Allowed with CAP_SYS_ADMIN',
    ]);
    expect(await summary(page)).toContain('its default profile: 27 refused, 17 allowed, 2 without a call to refuse.');
  });

  it('are worked by keyboard alone: a stack, a profile, what stopped them, the order', async () => {
    const page = await site.open(PATH);
    await tabTo(page, '#incidents-stack');
    await page.keyboard.type('Docker 20.10.9');
    await summed(page, 'Docker 20.10.9');
    await tabTo(page, '[name=incidents-profile-of]');
    await page.keyboard.press('ArrowRight');
    await tabTo(page, '#incidents-profile');
    await page.keyboard.insertText(ALLOWS_ALL_BUT_KEYCTL);
    await summed(page, 'Your profile on Docker 20.10.9');
    await summed(page, '2 refused');
    expect(await answer(page, 'cve-2016-0728')).toEqual(['Refused', 'keyctl: EPERM by the rule on line 2']);
    await tabTo(page, '#incidents-stopped');
    await page.keyboard.type('capability');
    await tabTo(page, '#incidents-sort');
    await page.keyboard.type('oldest');
    await expect.poll(() => ids(page)).toEqual(['CVE-2016-3134', 'CVE-2016-4997', 'CVE-2016-4998', 'CVE-2020-14386']);
    await page.waitForFunction(() => /stopped=capability&sort=oldest$/.test(location.hash));
    expect([(await fragment(page)).startsWith('#stack=docker-20.10.9&profile.z='), page.complaints]).toEqual([
      true,
      [],
    ]);
  });

  it('tell what is wrong with a profile at its place, keep the text, and answer once it is right', async () => {
    const page = await site.open(PATH);
    await page.locator('label', { hasText: 'Your profile' }).first().click();
    const broken = ALLOWS_ALL_BUT_KEYCTL.replace('}]}', '}],}');
    await page.fill('#incidents-profile', broken);
    await summed(page, 'the profile can’t be read');
    expect([await page.textContent('#incidents-profile-problems'), await answer(page, 'cve-2016-0728')]).toEqual([
      expect.stringContaining('Error line 2, column 60'),
      [],
    ]);
    expect(await page.inputValue('#incidents-profile')).toBe(broken);
    await page.fill('#incidents-profile', '{"defaultAction":"SCMP_ACT_ERRNO"}');
    await summed(page, 'no container starts');
    await page.fill('#incidents-profile', ALLOWS_ALL_BUT_KEYCTL);
    await summed(page, '2 refused');
    await page.locator('label', { hasText: 'The stack’s default profile' }).click();
    await summed(page, 'its default profile');
    await page.locator('label', { hasText: 'Your profile' }).first().click();
    expect(await page.inputValue('#incidents-profile')).toBe(ALLOWS_ALL_BUT_KEYCTL);
  });

  it('open a link’s state at once, and say what of it they can’t read', async () => {
    const page = await site.open(`${PATH}#stack=podman-5.4&stopped=luck&sort=oldest`);
    await summed(page, 'Podman 5.4');
    expect([await page.textContent('.incidents .notices'), (await ids(page))[0], page.complaints]).toEqual([
      expect.stringContaining('This link has “stopped=luck”'),
      'CVE-2013-1956',
      [],
    ]);
  });

  it('a row leads to its section, and a section’s call to the checker with the same answer', async () => {
    const page = await site.open(PATH);
    await row(page, 'cve-2016-0728').getByRole('link').click();
    await page.waitForFunction(() => location.hash === '#cve-2016-0728');
    const section = page.locator('.incident', { has: page.locator('#cve-2016-0728') });
    await section.getByRole('link', { name: 'keyctl', exact: true }).click();
    await page.waitForFunction(
      () => document.querySelector('#seccomp-verdict .headline')?.textContent === 'Refused: EPERM',
    );
    expect(page.complaints).toEqual([]);
  });

  it('without their engine, the old answers go and the place says so; tried again, they answer', async () => {
    const page = await site.open('/404.html');
    await page.context().route('**/incidents.worker*.js*', (route) => route.abort());
    await page.context().route('**/answerIncidents*.js*', (route) => route.abort());
    await page.goto(site.origin + PATH);
    await page.selectOption('#incidents-stack', 'podman-5.4');
    const missing = page.locator('.incidents .missing p:visible');
    await missing.getByRole('button').first().waitFor();
    expect([await missing.first().textContent(), await page.locator('.incident-rows .chip').count()]).toEqual([
      expect.stringMatching(/^Couldn’t load the answers\./),
      0,
    ]);
    await page.context().unroute('**/incidents.worker*.js*');
    await page.context().unroute('**/answerIncidents*.js*');
    await missing.getByRole('button', { name: 'Try again' }).click();
    await summed(page, 'Podman 5.4');
  });
});
