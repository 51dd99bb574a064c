import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site, type WatchedPage } from './site.ts';

// Until the answer of a link is there, no other question's answer is seen: neither while scripts are on their way nor while they work.

let site: Site;
let page: WatchedPage;
let devtools: CDPSession;
/** Whether scripts are kept on their way, and those that are. */
let isHeld = false;
const held: (() => void)[] = [];
const release = () => {
  isHeld = false;
  for (const each of held.splice(0)) each();
};

/** An instrument's addresses, a state in them, where its answer stands, and what only the answer to that state says. */
interface Linked {
  paths: readonly string[];
  fragment: string;
  answer: string;
  says: string;
}

const on = (name: string) => [`/play/${name}/`, `/embed/${name}/`];

const LINKED: readonly Linked[] = [
  { paths: on('seccomp'), fragment: 'call=mkdir', answer: '.verdict', says: 'mkdir' },
  { paths: on('uid-map'), fragment: 'map=0:200000:65536&id=7', answer: '.answer-sentence', says: '200007' },
  { paths: on('stack'), fragment: 'call=mkdir', answer: '.stack-card', says: 'mkdir' },
  { paths: on('filter'), fragment: 'call=mkdir', answer: '.filter-runs', says: 'mkdir' },
  { paths: on('ask'), fragment: 'text=100999', answer: '.ask-card', says: '100999' },
  {
    paths: on('compare'),
    fragment: 'before=docker-26.1&after=docker-26.1',
    answer: '.compare-answer',
    says: 'Every call gets the same answer',
  },
  { paths: on('trace'), fragment: 'trace=mkdir', answer: '.trace-said', says: 'the call' },
  {
    paths: ['/reference/incidents/'],
    fragment: 'stack=docker-26.1',
    answer: '.incidents-summary',
    says: '26.1',
  },
  { paths: ['/reference/syscalls/'], fragment: 'find=mkdirat', answer: '.call-table tbody tr', says: 'mkdirat' },
];

const CASES = LINKED.flatMap(({ paths, ...linked }) => paths.map((path) => ({ path, ...linked })));

/** The page notes in each frame what its answer says, as long as it can be seen; of a page without a state in its address from the first link on. It follows the link that `window.name` holds as soon as its instrument begins to arrive. */
beforeAll(async () => {
  site = await openSite();
  page = await site.open('/404.html');
  devtools = await page.context().newCDPSession(page);
  await page.route('**/*.js*', async (route) => {
    if (isHeld) await new Promise<void>((sent) => held.push(sent));
    await route.continue();
  });
  await page.addInitScript(
    (answers) => {
      const seen = new Set<string>();
      let isLinked = location.hash !== '';
      addEventListener('hashchange', () => {
        isLinked = true;
      });
      const selector = answers[location.pathname];
      const note = () => {
        const shown = [...document.querySelectorAll<HTMLElement>(selector ?? 'none')].filter((each) =>
          each.checkVisibility({ visibilityProperty: true }),
        );
        if (isLinked) for (const { textContent } of shown) if (textContent) seen.add(textContent);
        requestAnimationFrame(note);
      };
      requestAnimationFrame(note);
      new MutationObserver((_, observer) => {
        if (!document.querySelector('.island')) return;
        observer.disconnect();
        if (window.name) location.hash = window.name;
        window.name = '';
      }).observe(document, { childList: true, subtree: true });
      Object.assign(globalThis, { seen });
    },
    Object.fromEntries(CASES.map(({ path, answer }) => [path, answer])),
  );
});
afterAll(() => site.close());

/** Opens an address in it as in a new tab. */
async function openNoting(address: string, followed = ''): Promise<void> {
  await page.goto(`${site.origin}/robots.txt`);
  await page.evaluate((hash) => {
    sessionStorage.clear();
    window.name = hash;
  }, followed);
  await page.goto(site.origin + address, { waitUntil: 'commit' });
  await page.waitForFunction(() => document.querySelector('.island, .call-table tbody tr:last-child'));
}

const seen = () => page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen]);

/** Those that say nothing of the linked question. */
const others = (seen: readonly string[], says: string) =>
  seen.filter((text) => !text.includes(says)).map((text) => text.slice(0, 80));

describe.each(CASES)('$path', ({ path, fragment, answer, says }) => {
  it('opened by a link: its frame is empty until the answer is there', async () => {
    isHeld = true;
    await openNoting(`${path}#${fragment}`);
    const early = await page.$$eval('.island *', (parts) =>
      parts
        .filter((part) => part.childElementCount === 0 && part.checkVisibility({ visibilityProperty: true }))
        .map(({ textContent }) => textContent.replace(/^Loading .*…$/, ''))
        .join(''),
    );
    release();
    await page.locator(answer).filter({ hasText: says, visible: true }).first().waitFor();
    expect([early, others(await seen(), says), page.complaints]).toEqual(['', [], []]);
  });

  // A frame follows as its page does.
  it.skipIf(path.startsWith('/embed/')).each([{ state: 'arriving' }, { state: 'asleep' }, { state: 'awake' }])(
    'a link is followed on it, $state: the answer before goes at once',
    async ({ state }) => {
      isHeld = state !== 'awake';
      // A page that is read slowly, so that it is still on its way.
      if (state === 'arriving') await devtools.send('Emulation.setCPUThrottlingRate', { rate: 10 });
      await openNoting(path, state === 'arriving' ? fragment : '');
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      if (!isHeld) {
        await page.waitForLoadState();
        await page.locator('.island').first().dispatchEvent('pointerover');
        await page.waitForFunction(() => !document.querySelector('astro-island[ssr]'));
      }
      await page.evaluate((hash) => {
        location.hash = hash;
      }, fragment);
      release();
      await page.locator(answer).filter({ hasText: says, visible: true }).first().waitFor();
      expect([others(await seen(), says), page.complaints]).toEqual([[], []]);
    },
  );
});
