import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Where a drawing has words; of the frames, which show the instruments of /play/, one. */
const PAGES = globSync('dist/**/index.html')
  .filter((file) => /<text[\s>]/.test(readFileSync(file, 'utf8')))
  .map((file) => file.slice('dist'.length, -'index.html'.length))
  .filter((path) => !path.startsWith('/embed/') || path === '/embed/uid-map/');
const WIDTHS = [1280, 390, 320];
/** In CSS pixels; what is smaller can't be read on a phone. */
const SMALLEST = 10;

/** Every word in a drawing: how large it is, how large the words around it are (a page’s, or a slide’s), and whether it leaves the drawing. */
const words = () =>
  [...document.querySelectorAll<SVGTextElement>('main svg text')]
    .filter((text) => text.checkVisibility() && text.textContent?.trim() !== '')
    .map((text) => {
      const scale = text.getScreenCTM()?.a ?? 1;
      const { left, right, top, bottom } = text.getBoundingClientRect();
      const drawing = text.ownerSVGElement?.getBoundingClientRect();
      const isOutside =
        drawing === undefined ||
        left < drawing.left - 1 ||
        right > drawing.right + 1 ||
        top < drawing.top - 3 ||
        bottom > drawing.bottom + 3;
      const around = text.closest<HTMLElement>('.slide') ?? document.body;
      const zoom = around.getBoundingClientRect().width / around.offsetWidth;
      return {
        body: Number.parseFloat(getComputedStyle(around).fontSize) * zoom,
        word: text.textContent?.trim(),
        size: Math.round(Number.parseFloat(getComputedStyle(text).fontSize) * scale * 10) / 10,
        isOutside,
      };
    });

it('a page of each kind has drawings', () => expect(PAGES).toEqual(expect.arrayContaining(['/', '/learn/iceberg/'])));

it.each(PAGES)(
  'the drawings of %s have words no larger than the body’s, none too small, none cut off; nothing of the page runs over',
  async (path) => {
    let page = await site.open(path);
    for (const width of WIDTHS) {
      // A deck that began as slides stays one.
      if (path === '/talk/') page = await site.open(path, { viewport: { width, height: 900 } });
      else await page.setViewportSize({ width, height: 900 });
      const found = await page.evaluate(words);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(found.length).toBeGreaterThan(0);
      expect({
        width,
        over,
        wrong: found.filter(({ body, size, isOutside }) => size > body || size < SMALLEST || isOutside),
      }).toEqual({ width, over: 0, wrong: [] });
    }
    expect(page.complaints).toEqual([]);
  },
);
