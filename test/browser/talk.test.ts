import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TranscriptStep } from '../../src/site/transcripts.ts';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { decoded } from '../share/decoded.ts';
import { rootBuild } from './builds.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';
import { HALL, hash, openDeck, press } from './talkPages.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const shown = (page: WatchedPage) => page.locator('.deck section.present').getAttribute('id');
const steps = (page: WatchedPage) => page.locator('.deck section.present .fragment.visible').count();

/** The code beside an element, as a phone reads it. */
async function scanned(page: WatchedPage, selector: string): Promise<string | undefined> {
  const [box = '', path = ''] = await page
    .locator(`${selector} svg`)
    .first()
    .evaluate((svg) => [svg.getAttribute('viewBox') ?? '', svg.querySelector('path')?.getAttribute('d') ?? '']);
  return decoded({ size: Number(box.split(' ')[2]), path });
}

describe('the deck by keyboard', () => {
  it('goes step by step, slide by slide, and its address is the slide’s', async () => {
    const page = await openDeck(site);
    const seen = [[await shown(page), await hash(page)]];
    for (const key of ['ArrowRight', ' ', ' ', ' ', ' ', 'ArrowLeft', 'End', 'Home']) {
      await press(page, key);
      seen.push([await shown(page), await hash(page), await steps(page)].map(String));
    }
    expect([seen, page.complaints]).toEqual([
      [
        ['title', ''],
        ['preliminaries', '#preliminaries', '0'],
        ['preliminaries', '#preliminaries', '1'],
        ['preliminaries', '#preliminaries', '2'],
        ['preliminaries', '#preliminaries', '3'],
        ['container', '#container', '0'],
        ['preliminaries', '#preliminaries', '3'],
        ['end', '#end', '0'],
        ['title', '#title', '0'],
      ],
      [],
    ]);
  });

  it('opens at the slide of its address, and follows another', async () => {
    const page = await openDeck(site, '#iceberg');
    const first = await shown(page);
    await page.evaluate(() => {
      location.hash = '#seccomp';
    });
    await page.waitForSelector('#seccomp.present');
    expect([first, page.complaints]).toEqual(['iceberg', []]);
  });

  it('has an overview, in which the arrows go from slide to slide', async () => {
    const page = await openDeck(site);
    await press(page, 'Escape', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft');
    const count = await page.locator('#deck-overview li > button').count();
    await press(page, 'Enter');
    const chosen = await shown(page);
    await press(page, 'o', 'Escape');
    expect([count, chosen, await page.isVisible('#deck-overview'), page.complaints]).toEqual([
      29,
      'container',
      false,
      [],
    ]);
  });

  it('leaves the instruments of the slides as they are when the overview is opened', async () => {
    const page = await openDeck(site, '#whose-user');
    const chosen = () => page.locator('.deck section.present input[type=radio]:checked').count();
    const before = await chosen();
    await press(page, 'o');
    // Nor does a picture of one become one.
    const pictures = await page.$$eval('#deck-overview astro-island', (all) =>
      all.map((each) => each.matches('[client]')),
    );
    await press(page, 'Escape');
    expect([before > 0, await chosen(), pictures.length > 0, pictures.includes(true)]).toEqual([
      true,
      before,
      true,
      false,
    ]);
  });

  it('moves on by arrows and the space bar after a press of a button by pointer', async () => {
    const page = await openDeck(site);
    await page.locator('section.present [data-enlarge]').click();
    // Both within one frame: until the next, the focus stays on the button of what was closed.
    await press(page, 'q', ' ');
    await page.waitForSelector('#preliminaries.present');
    await page.waitForSelector('#deck-code', { state: 'hidden' });
  });

  it.each(['#end', '#container'])('the water of %s reaches the edges of a window wider than a slide', async (slide) => {
    const page = await openDeck(site, slide, { ...HALL, viewport: { width: 1500, height: 600 } });
    const { y, height } = (await page.locator('section.present').boundingBox()) ?? { y: 0, height: 0 };
    const isWater = async (x: number, share: number) => {
      const piece = await page.screenshot({ clip: { x, y: y + share * height, width: 4, height: 4 } });
      const [red = 255, , blue = 0] = await sharp(piece).resize(1, 1).raw().toBuffer();
      return blue - red > 20;
    };
    expect([await isWater(0, 0.94), await isWater(1496, 0.94), await isWater(0, 0.02)]).toEqual([true, true, false]);
  });

  it('goes black, and the next press brings the slide back', async () => {
    const page = await openDeck(site, '#container');
    await press(page, 'b');
    const black = await page.isVisible('.pause-overlay');
    await press(page, 'PageDown');
    expect([black, await page.isVisible('.pause-overlay'), await shown(page)]).toEqual([true, false, 'container']);
  });

  it('who comes back to a session finds its end', async () => {
    const page = await openDeck(site, '#demo-bozo');
    const { length } = await page.$$('section.present .fragment');
    await press(page, ...Array(length + 1).fill('PageDown'), 'PageUp');
    const [toEnd, height] = await page.$eval('section.present pre:has(.command)', (screen) => [
      screen.scrollHeight - screen.clientHeight - screen.scrollTop,
      screen.scrollHeight - screen.clientHeight,
    ]);
    expect([await shown(page), (height ?? 0) > 0, Math.abs(toEnd ?? 0) < 2]).toEqual(['demo-bozo', true, true]);
  });

  it('no word of a drawing is printed over another', async () => {
    const page = await openDeck(site);
    const over = await page.$$eval('.slides > section', (slides) =>
      slides.flatMap((slide) => {
        for (const each of slides) each.style.display = each === slide ? 'grid' : 'none';
        return [...slide.querySelectorAll('svg')].flatMap((svg) => {
          const words = [...svg.querySelectorAll('text')].map(
            (text) => [text.textContent, text.getBoundingClientRect()] as const,
          );
          return words.flatMap(([one, a], at) =>
            words.slice(at + 1).flatMap(([other, b]) => {
              const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
              const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
              // Boxes of lines are higher than their letters.
              return across > 1 && down > a.height / 3 ? [`${slide.id}: ${one}, ${other}`] : [];
            }),
          );
        });
      }),
    );
    expect(over).toEqual([]);
  });

  it.each(['whose-user', 'ask-the-profile', 'step-a-call'])(
    '%s has room for its instrument, under a finger too',
    async (id) => {
      for (const options of [HALL, { ...HALL, hasTouch: true, isMobile: true }]) {
        const page = await openDeck(site, `#${id}`, options);
        await page.waitForSelector('section.present astro-island:not([ssr])');
        const over = await page.$eval('section.present .live .island', (island) => {
          const slide = island.closest('.slide');
          return island.getBoundingClientRect().bottom - (slide?.getBoundingClientRect().bottom ?? 0);
        });
        expect([over < 0, page.complaints]).toEqual([true, []]);
      }
    },
  );

  it('shows its keys, and reads as one page', async () => {
    const page = await openDeck(site, '#seccomp');
    await press(page, '?');
    const menu = await page.isVisible('#deck-menu');
    await press(page, 'Escape', 'r');
    await page.waitForSelector('.deck:not(.reveal)');
    const read = await page.locator('#seccomp .notes').isVisible();
    const inSight = await page.$eval('#seccomp', (slide) => Math.abs(slide.getBoundingClientRect().top) < 100);
    await page.click('[data-action=page].first');
    await page.waitForSelector('#seccomp.present, #title.present');
    expect([menu, read, inSight, page.complaints]).toEqual([true, true, true, []]);
  });
});

it('every slide fits its 1280 by 720, with all of its steps', { timeout: 120_000 }, async () => {
  const page = await openDeck(site);
  const over = await page.evaluate(async () => {
    const found: string[] = [];
    for (let at = 0; at < 200; at++) {
      const slide = document.querySelector<HTMLElement>('section.present');
      if (!slide) break;
      if (slide.querySelector('.fragment:not(.visible)') === null) {
        const inner = [...slide.querySelectorAll('*')].filter(
          (each) => each.checkVisibility() && !each.closest('pre, astro-island'),
        );
        const bottom = Math.max(...inner.map((each) => each.getBoundingClientRect().bottom));
        const right = Math.max(...inner.map((each) => each.getBoundingClientRect().right));
        if (bottom > 720 || right > 1280) found.push(`${slide.id}: ${Math.round(right)} x ${Math.round(bottom)}`);
        if (slide.id === 'end') break;
      }
      const steps = () => document.querySelectorAll('section.present .fragment.visible').length;
      const before = steps();
      dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }));
      while (document.querySelector('section.present') === slide && steps() === before)
        await new Promise(requestAnimationFrame);
    }
    return found;
  });
  expect([over, page.complaints]).toEqual([[], []]);
});

describe('a clicker', () => {
  it('moves the slides, also while an instrument has the focus', async () => {
    const page = await openDeck(site, '#whose-user');
    await page.click('#talk-map-inside');
    await page.keyboard.type('3');
    await press(page, 'ArrowLeft', ' ');
    const stays = await shown(page);
    await press(page, 'PageDown');
    const after = await shown(page);
    await press(page, 'PageUp');
    expect([stays, after, await shown(page), page.complaints]).toEqual(['whose-user', 'enabling', 'whose-user', []]);
  });
});

it('a swipe moves the slides', async () => {
  const page = await openDeck(site, '#container', { ...HALL, hasTouch: true });
  const devtools = await page.context().newCDPSession(page);
  const swipe = async (from: number, to: number) => {
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y: 300 }] });
    await touch('touchStart', from);
    for (let step = 1; step <= 5; step++) await touch('touchMove', from + ((to - from) * step) / 5);
    await touch('touchEnd');
  };
  await swipe(900, 300);
  await page.waitForSelector('#security.present');
  await swipe(300, 900);
  await page.waitForSelector('#container.present');
  expect(page.complaints).toEqual([]);
});

describe('codes', () => {
  it('lead from the first and the last slide to the deck, from this origin where the build knows none', async () => {
    const page = await openDeck(site);
    expect([await scanned(page, '#title'), await scanned(page, '#end')]).toEqual([
      `${site.origin}/talk/`,
      `${site.origin}/talk/`,
    ]);
  });

  it('follow the state of the instrument beside them', async () => {
    const page = await openDeck(site, '#whose-user');
    const before = await scanned(page, '#whose-user .qr');
    await page.fill('#talk-map-inside', '33');
    await page.waitForFunction(() =>
      document.querySelector('#whose-user .qr a')?.getAttribute('href')?.includes('id=33'),
    );
    const state = '/play/uid-map/#subuid=dockremap:165536:65536&user=dockremap&id=';
    expect([before, await scanned(page, '#whose-user .qr'), page.complaints]).toEqual([
      `${site.origin}${state}0`,
      `${site.origin}${state}33`,
      [],
    ]);
  });

  it('fill the screen, black on white in the dark', async () => {
    const page = await openDeck(site, '#end', { ...HALL, colorScheme: 'dark' });
    await press(page, 'q');
    const { height } = (await page.locator('#deck-code svg').boundingBox()) ?? { height: 0 };
    const colours = await page.$eval('#deck-code svg', (svg) => [
      getComputedStyle(svg).backgroundColor,
      getComputedStyle(svg).fill,
    ]);
    const text = await scanned(page, '#deck-code');
    await press(page, 'q');
    expect([height > 450, colours, text, await page.isVisible('#deck-code')]).toEqual([
      true,
      ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'],
      `${site.origin}/talk/`,
      false,
    ]);
  });
});

describe('a demo', () => {
  const recorded: TranscriptStep[] = JSON.parse(
    readFileSync('content/data/transcripts/registry-root.json', 'utf8'),
  ).steps;
  const expected = ['dockerd', 'run', 'ps-inside', 'ps-outside'].map((id) => {
    const { prompt, typed, printed } = recorded.find((step) => step.id === id) ?? {
      prompt: '',
      typed: '',
      printed: '',
    };
    return `${prompt} ${typed}\n${printed}`;
  });
  const screen = (page: WatchedPage) => page.locator('#demo-root .command.visible').allTextContents();

  it('types command by command what was recorded, and steps back', { timeout: 60_000 }, async () => {
    const page = await openDeck(site, '#demo-root', { ...HALL, reducedMotion: 'no-preference' });
    const seen: string[][] = [await screen(page)];
    await press(page, 'PageDown');
    const [half = ''] = await screen(page);
    await page.waitForSelector('#demo-root:not(:has([data-typing]))');
    seen.push(await screen(page));
    // A press while a command is typed shows it whole.
    await press(page, 'PageDown', 'PageDown');
    seen.push(await screen(page));
    await press(page, 'PageUp');
    seen.push(await screen(page));
    expect([seen, half.length < (expected[0]?.length ?? 0), page.complaints]).toEqual([
      [[], expected.slice(0, 1), expected.slice(0, 2), expected.slice(0, 1)],
      true,
      [],
    ]);
  });

  it('for those who want no motion has each command at once', async () => {
    const page = await openDeck(site, '#demo-root');
    await press(page, 'PageDown', 'PageDown', 'PageDown', 'PageDown');
    expect(await screen(page)).toEqual(expected);
  });
});

describe('without script', () => {
  it('reads as one page, with all notes and whole recordings', async () => {
    const page = await site.open('/talk/', { ...HALL, javaScriptEnabled: false });
    const facts = await page.evaluate(() => {
      const standing = (selector: string) =>
        [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility({ visibilityProperty: true }))
          .length;
      return [
        'section.slide',
        '.notes',
        '.command',
        '.step',
        '.deck-bar',
        '.waiting',
        ':is(.talk-ways, .qr, dialog) button',
      ].map(standing);
    });
    expect(facts.slice(0, 2)).toEqual([29, 29]);
    expect([facts[2] ?? 0, facts[3] ?? 0].map((count) => count > 20)).toEqual([true, true]);
    expect(facts.slice(4)).toEqual([0, 0, 0]);
  });
});

it('a phone reads it as one page, and no slide is a stamp', async () => {
  const page = await site.open('/talk/#iceberg', {
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await page.waitForLoadState('networkidle');
  const facts = await page.evaluate(() => [
    document.documentElement.dataset.talk,
    document.querySelector('#iceberg .notes')?.checkVisibility(),
    document.documentElement.scrollWidth,
  ]);
  expect([facts, page.complaints]).toEqual([[undefined, true, 390], []]);
});

describe('on paper', () => {
  /** The pages of a PDF: its page objects, which no stream hides. */
  const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

  it.each([
    ['while slides are shown', HALL],
    ['while it is read', { ...HALL, viewport: { width: 800, height: 900 } }],
  ])('has a slide a page, %s', async (_name, options) => {
    const page = await site.open('/talk/', options);
    await page.waitForLoadState('networkidle');
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect([pages(pdf), page.complaints]).toEqual([29, []]);
  });

  it('has the notes of a slide on the page behind it, where they are asked for', async () => {
    const page = await openDeck(site);
    // The button prints; here the printer is the test's.
    await page.evaluate(() => {
      window.print = () => {};
      document.querySelector<HTMLElement>('[data-print=notes]')?.click();
    });
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect([pages(pdf), await page.locator('.paper-notes').count(), page.complaints]).toEqual([58, 0, []]);
  });
});

it('no page but the talk’s loads reveal.js', async () => {
  const scripts = (await readdir(join(rootBuild, '_astro'))).filter((file) => file.endsWith('.js'));
  const texts = new Map(
    await Promise.all(
      scripts.map(async (file) => [file, await readFile(join(rootBuild, '_astro', file), 'utf8')] as const),
    ),
  );
  const withReveal = scripts.filter((file) => texts.get(file)?.includes('has-horizontal-slides'));
  const loaders = scripts.filter((file) => withReveal.some((name) => file === name || texts.get(file)?.includes(name)));
  const pages = (await builtPages(rootBuild)).filter(({ html }) => loaders.some((name) => html.includes(name)));
  expect([withReveal.length, pages.map(({ path }) => path).sort()]).toEqual([1, ['/talk/', '/talk/own/']]);
});
