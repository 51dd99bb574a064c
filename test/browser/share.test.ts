import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site, type WatchedPage } from './site.ts';
import { untilSlides } from './talkPages.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A state of each instrument, and what its picture has to say. */
const STATES = [
  ['/play/uid-map/#map=0:165536:65536&id=33', ['33', 'inside is', '165569', 'outside.']],
  ['/play/seccomp/#stack=docker-26.1&call=clone3', ['Refused: ENOSYS']],
  ['/play/stack/#call=clone3', ['clone3']],
  ['/play/compare/#before=docker-26.1&after=docker-29.9.0', ['Newly allowed']],
  ['/play/trace/#trace=socket(AF_ALG)', ['socket']],
  ['/play/ask/#text=runc%20create%20failed:%20unable%20to%20start%20container%20process', ['runc']],
] as const;

const panel = (page: WatchedPage) => page.locator('dialog.share');
const saysOf = (page: WatchedPage) => panel(page).locator('.share-says').textContent();
const linkIn = (page: WatchedPage) => panel(page).getByRole('textbox', { name: 'Link' }).inputValue();

/** Opens the share panel of the page's instrument, by keyboard. */
async function openPanel(page: WatchedPage): Promise<void> {
  const button = page.locator('.state-link').getByRole('button', { name: 'Share…' });
  await button.focus();
  await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) .state-link'));
  await expect
    .poll(async () => {
      if ((await panel(page).count()) === 0) {
        await button.press('Enter');
        // A second press, while the first still loads the panel, would close it.
        await panel(page)
          .waitFor({ timeout: 3000 })
          .catch(() => undefined);
      }
      return panel(page).locator('section').count();
    })
    .toBeGreaterThan(1);
}

/** What pressing that button saves: the file's name and its bytes. */
async function saved(page: WatchedPage, name: string | RegExp, part: string): Promise<[string, Buffer]> {
  const button = panel(page)
    .locator('section', { has: page.getByRole('heading', { name: part }) })
    .getByRole('button', { name });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return [download.suggestedFilename(), await readFile(await download.path())];
}

async function decoded(image: Buffer): Promise<string | undefined> {
  const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

const textsOf = (svg: Buffer) =>
  [...svg.toString().matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);

it.each(STATES)(
  '%s is shared as a link, a picture of its own and a file, which opens it again where it is dropped on another instrument’s page',
  async (path, words) => {
    const page = await site.open(path);
    await openPanel(page);
    const link = await linkIn(page);
    const [before = '', fragment = ''] = path.split('#');
    expect(link.startsWith(`${site.origin}${before}#`)).toBe(true);
    for (const entry of fragment.split('&')) expect(decodeURIComponent(link)).toContain(decodeURIComponent(entry));
    const [, svg] = await saved(page, /^Save SVG.*light/, 'Picture');
    for (const word of [...words, link.slice(0, 30)])
      expect(textsOf(svg).join(' ').replace(/\s+/g, ' ')).toContain(word);
    const [name, text] = await saved(page, 'Save as a file', 'File');
    expect(name).toMatch(/^[a-z0-9-]+\.waterline\.json$/);
    await page.keyboard.press('Escape');
    await expect.poll(() => panel(page).count()).toBe(0);
    await opensAgain(page, path.startsWith('/play/stack/') ? '/play/uid-map/' : '/play/stack/', name, text, link);
    expect(page.complaints).toEqual([]);
  },
);

// One mechanism for all instruments.
it('what is shared is also a QR code, and a picture in both themes, as SVG and as PNG; a file opens on its own page too', async () => {
  const [path] = STATES[0];
  const page = await site.open(path);
  await openPanel(page);
  const link = await linkIn(page);
  for (const [kind, ending] of [
    ['Save code as SVG', 'svg'],
    ['Save code as PNG', 'png'],
  ] as const) {
    const [name, code] = await saved(page, kind, 'QR code');
    expect([name.endsWith(`-qr.${ending}`), await decoded(code)]).toEqual([true, link]);
  }
  for (const theme of ['light', 'dark']) {
    const [, svg] = await saved(page, new RegExp(`^Save SVG.*${theme}`), 'Picture');
    const [, png] = await saved(page, new RegExp(`^Save PNG.*${theme}`), 'Picture');
    const [{ width = 0, height = 0 }, { dominant }] = await Promise.all([sharp(png).metadata(), sharp(png).stats()]);
    const drawn = /width="([\d.]+)" height="([\d.]+)"/.exec(svg.toString());
    expect([width, height]).toEqual([1, 2].map((at) => Math.round(Number(drawn?.[at]) * 3)));
    expect(dominant.r > 128).toBe(theme === 'light');
  }
  const [name, text] = await saved(page, 'Save as a file', 'File');
  await opensAgain(page, path.replace(/#.*/, ''), name, text, link);
  expect(page.complaints).toEqual([]);
});

/** Drops a saved file on a page's instrument, and sees that it opens the state that has the link. */
async function opensAgain(page: WatchedPage, start: string, name: string, text: Buffer, link: string): Promise<void> {
  await page.goto(`${site.origin}${start}`);
  await page.locator('.state-link button').first().focus();
  await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) .state-link'));
  await dropFile(page, name, text.toString());
  await page.waitForURL((url) => url.pathname === new URL(link).pathname && url.hash.length > 1);
  await openPanel(page);
  expect(await linkIn(page)).toBe(link);
}

const dropFile = (page: WatchedPage, name: string, text: string) =>
  page.evaluate(
    ([named = '', written = '']) => {
      const data = new DataTransfer();
      data.items.add(new File([written], named, { type: 'application/json' }));
      const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector('.island :is(textarea, input)')?.dispatchEvent(event);
    },
    [name, text],
  );

it('a file that is no state is refused in words, and the reader’s text stays', async () => {
  const page = await site.open('/play/uid-map/');
  const field = page.locator('.uid-map textarea').first();
  await field.fill('ann:100000:65536');
  await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) .uid-map'));
  await dropFile(page, 'x.waterline.json', '{"defaultAction":"SCMP_ACT_ERRNO"}');
  await page.getByText('x.waterline.json isn’t a saved state').waitFor();
  expect(await field.inputValue()).toBe('ann:100000:65536');
});

it('a state over 2,953 bytes has no QR code, and says what keeps it', async () => {
  const text = Array.from({ length: 400 }, (_, at) => `user${at * 7919}:${100000 + at * 65536}:65536`).join('\n');
  const page = await site.open('/play/uid-map/');
  await page.locator('.uid-map textarea').first().fill(text);
  await openPanel(page);
  await expect
    .poll(() => panel(page).textContent())
    .toMatch(
      /too long for a QR code: it has \d,\d{3} bytes, and a code holds at most 2,953\. Save the state as a file instead\./,
    );
  expect(await panel(page).locator('svg.qr').count()).toBe(0);
});

it('the QR code fills the screen, black on white in the dark theme too, and is read from there', async () => {
  const page = await site.open('/play/uid-map/#map=0:165536:65536&id=33', { colorScheme: 'dark' });
  await openPanel(page);
  const link = await linkIn(page);
  await panel(page).getByRole('button', { name: 'Show full screen' }).click();
  await page.locator('dialog.share-large[open]').waitFor();
  await expect.poll(async () => decoded(await page.screenshot()), { timeout: 10_000 }).toBe(link);
  await page.locator('dialog.share-large').getByRole('button', { name: 'Close' }).click();
  expect(await panel(page).evaluate((dialog: HTMLDialogElement) => dialog.open)).toBe(true);
  expect(page.complaints).toEqual([]);
});

/** The buttons beside headings and figures come when the reader turns to the text. */
const turnTo = (page: WatchedPage) => page.locator('.prose p').first().hover();

it('leaves the page behind the panel as it was', async () => {
  const page = await site.open('/play/seccomp/#stack=docker-26.1&call=clone3', {
    viewport: { width: 1280, height: 900 },
  });
  const columns = () => page.locator('.island-parts').evaluate((parts) => getComputedStyle(parts).gridTemplateColumns);
  const before = await columns();
  await openPanel(page);
  await page.waitForLoadState('networkidle');
  expect([await columns(), before.split(' ').length, page.complaints]).toEqual([before, 2, []]);
});

it('gives the talk with what is shared on its last slide', async () => {
  const [path] = STATES[0];
  const page = await site.open(path, { viewport: { width: 1280, height: 720 } });
  await openPanel(page);
  const link = await linkIn(page);
  await panel(page).getByRole('link', { name: 'Give the talk with this on the last slide' }).press('Enter');
  await page.waitForURL(({ pathname, hash }) => pathname === '/talk/own/' && hash.startsWith('#links'));
  await untilSlides(page);
  await page.keyboard.press('End');
  const last = page.locator('.slides > section:last-child.present');
  // Awake it has a link of its state, which the code follows from then on.
  await last.locator('.state-link a[href]').waitFor({ state: 'attached' });
  const code = last.locator('[data-qr]');
  expect([await code.getAttribute('data-qr'), page.complaints]).toEqual([link.slice(site.origin.length), []]);
});

it('a file of a state opens on the home page too', async () => {
  const page = await site.open(STATES[0][0]);
  await openPanel(page);
  const link = await linkIn(page);
  const [name, text] = await saved(page, 'Save as a file', 'File');
  await page.goto(`${site.origin}/`);
  await dropFile(page, name, text.toString());
  await page.waitForURL((url) => url.pathname === new URL(link).pathname && url.hash.length > 1);
  await openPanel(page);
  const again = new URLSearchParams(new URL(await linkIn(page)).hash.slice(1));
  expect([again.get('map'), again.get('id'), page.complaints]).toEqual(['0:165536:65536', '33', []]);
});

describe('in a chapter', () => {
  it('a heading is shared with its address, and its name stays its own', async () => {
    const page = await site.open('/learn/iceberg/');
    await turnTo(page);
    const heading = page.getByRole('heading', { name: 'What is under the water', exact: true });
    await heading.getByRole('button', { name: 'Share this section' }).press('Enter');
    await panel(page).locator('section').first().waitFor();
    expect(await linkIn(page)).toBe(`${site.origin}/learn/iceberg/#what-is-under-the-water`);
    expect(
      await panel(page)
        .getByRole('button', { name: /Picture|iframe|Save as a file/ })
        .count(),
    ).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => panel(page).count()).toBe(0);
    expect(page.complaints).toEqual([]);
  });

  it('a figure is shared with its address and as a picture of itself', async () => {
    const page = await site.open('/learn/subordinate-ids/', { viewport: { width: 390, height: 844 } });
    await turnTo(page);
    const figure = page.locator('figure#id-line');
    await figure.getByRole('button', { name: 'Share this figure' }).press('Enter');
    await panel(page).locator('section').first().waitFor();
    expect(await linkIn(page)).toBe(`${site.origin}/learn/subordinate-ids/#id-line`);
    const [, svg] = await saved(page, /^Save SVG.*dark/, 'Picture');
    for (const word of ['65534', 'dan’s range', '✕ carol’s account', 'as Debian 13 and systemd divide them'])
      expect(textsOf(svg).join(' ').replace(/\s+/g, ' ')).toContain(word);
    expect(page.complaints).toEqual([]);
  });
});

describe('embedded in a page of another origin', () => {
  it.each(STATES)('%s shows its state at 480 by 320, and leads to its own page with it', async (path) => {
    const address = `${site.origin}${path.replace('/play/', '/embed/')}`;
    const host = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(
        `<!doctype html><title>x</title><iframe src="${address.replaceAll('&', '&amp;')}" width="480" height="320"></iframe>`,
      );
    });
    await new Promise<void>((ready) => host.listen(0, '127.0.0.1', ready));
    const page = await site.open('/404.html');
    await page.goto(`http://localhost:${(host.address() as AddressInfo).port}/`);
    const frame = page.frameLocator('iframe');
    const back = frame.locator('a[data-takes-state]');
    await back.focus();
    await expect.poll(() => frame.locator('[data-answer]').count()).toBeGreaterThan(0);
    const over = await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    const [opened] = await Promise.all([page.context().waitForEvent('page'), back.press('Enter')]);
    await opened.waitForURL(site.origin + path, { waitUntil: 'commit' });
    expect([over, await frame.locator('header .site-menu, footer').count()]).toEqual([0, 0]);
    host.closeAllConnections();
    host.close();
  });

  it('leads on with the state as the reader changed it, and every link leaves the frame', async () => {
    const page = await site.open('/embed/uid-map/#map=0:100000:65536&id=5');
    await page.getByText('5 inside is 100005 outside').first().waitFor();
    await page.getByLabel('ID inside').fill('7');
    await page.getByText('7 inside is 100007 outside').first().waitFor();
    const opened: string[] = [];
    for (const link of [page.locator('a[data-takes-state]'), page.locator('.state-link a')]) {
      const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
      await tab.waitForLoadState();
      opened.push(tab.url().replace(site.origin, ''));
    }
    expect([opened, page.complaints]).toEqual([
      ['/play/uid-map/#map=0:100000:65536&id=7', '/play/uid-map/#map=0:100000:65536&id=7'],
      [],
    ]);
  });

  it('and no other page lets itself be framed', async () => {
    for (const path of ['/', '/play/uid-map/', '/learn/iceberg/']) {
      const { headers } = await fetch(site.origin + path);
      expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'self'");
    }
    const { headers } = await fetch(`${site.origin}/embed/uid-map/`);
    expect(headers.get('Content-Security-Policy')).toContain('frame-ancestors *');
  });
});

it.each([
  [
    '/play/uid-map/',
    '#uid-map-inside',
    '1042',
    '1042 in the container is 166578 on the host. By line 1 of /etc/subuid, 0 to 65535 in the container are 165536 to 231071 on the host.',
  ],
  [
    '/play/seccomp/',
    '#seccomp-ask',
    'keyctl',
    'keyctl, call 250 of x86_64: Refused: EPERM. The call does not run. The program sees -1 EPERM (Operation not permitted).',
  ],
  [
    '/play/stack/',
    '#stack-call',
    'keyctl',
    'keyctl: 2 different answers. Refused: EPERM on every Docker listed here and every containerd listed here. Allowed on every Podman listed here and CRI-O 1.33. No filter on a Kubernetes Pod without seccompProfile, unless the kubelet sets seccompDefault.',
  ],
])('%s: Share, pressed right after typing, shares the new answer', async (path, field, typed, says) => {
  const page = await site.open(path);
  await page.fill(field, typed);
  await page.locator('.state-link').getByRole('button', { name: 'Share…' }).click();
  await expect.poll(() => saysOf(page)).toBe(says);
  expect([await linkIn(page), page.complaints]).toEqual([expect.stringContaining(`=${typed}`), []]);
});

it('offers links while the answer is late, then adds it', async () => {
  const page = await site.open('/play/stack/');
  const worker = Promise.withResolvers<void>();
  await page.route('**/stack.worker*.js', async (route) => {
    await worker.promise;
    await route.continue();
  });
  await page.fill('#stack-call', 'io_uring_setup');
  await page.locator('.state-link').getByRole('button', { name: 'Share…' }).click();
  const last = panel(page).getByRole('link', { name: /last slide/ });
  await last.waitFor();
  const early = [await saysOf(page), await linkIn(page), await last.getAttribute('href')];
  worker.resolve();
  await expect.poll(() => saysOf(page)).toMatch(/^io_uring_setup/);
  const link = `${site.origin}/play/stack/#call=io_uring_setup`;
  expect([early, await linkIn(page)]).toEqual([['No answer yet.', link, expect.stringContaining('/talk/own/#')], link]);
  await expect.poll(() => last.getAttribute('href')).not.toBe(early[2]);
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
  // The answer replaced the button that was pressed.
  const focused = await page.evaluate(() => document.activeElement?.textContent);
  expect([focused, page.complaints]).toEqual(['Share…', []]);
});
