import { afterAll, beforeAll, expect, it } from 'vitest';
import published from '../../content/data/published-links.json' with { type: 'json' };
import { openSite, type Site, type WatchedPage } from './site.ts';
import { HALL, hash, press, untilSlides } from './talkPages.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const titles = (page: WatchedPage) =>
  page.$$eval('.slides > section', (slides) => slides.map((slide) => (slide as HTMLElement).dataset.title));

it('presents a chapter: its title, each piece, what to remember', async () => {
  const page = await site.open('/learn/user-namespaces/', HALL);
  await Promise.all([
    page.waitForURL('**/talk/own/#chapter=user-namespaces'),
    page.getByText('Present this chapter').click(),
  ]);
  await untilSlides(page);
  const all = await titles(page);
  const islands = await page.locator('.slides [data-live] .qr').count();
  await press(page, 'PageDown');
  expect([all.length > 8, all.at(-1), islands > 0, await hash(page), page.complaints]).toEqual([
    true,
    'What to remember',
    true,
    '#chapter=user-namespaces&slide=2',
    [],
  ]);
});

it.each(['/talk/own/#chapter=user-namespaces', '/talk/'])(
  '%s: a section within an instrument is no slide',
  async (path) => {
    const page = await site.open(path, HALL);
    await untilSlides(page);
    const count = (selector: string) => page.locator(selector).count();
    expect([
      (await count('.slides > section section')) > 0,
      await count('.slides > section.stack'),
      await count('.slides section section:is(.past, .present, .future)'),
    ]).toEqual([true, 0, 0]);
  },
);

/** Every published deck is a chapter's; that each chapter's is read as such, the codec's test holds. */
const [deck = ''] = Object.keys(published['/talk/own/']).filter((fragment) => fragment !== '');

it('opens as it was published', async () => {
  const fragment = deck;
  const page = await site.open(`/talk/own/#${fragment}`, HALL);
  await untilSlides(page);
  await press(page, 'End');
  const problems = await page.locator('#own-problems li').allTextContents();
  const last = await page.locator('.deck section.present').getAttribute('data-title');
  expect([problems, last, page.complaints]).toEqual([[], 'What to remember', []]);
});

it('is made of a list, keeps what was typed, and tells each problem with its line', async () => {
  const page = await site.open('/talk/own/', HALL);
  const list =
    '/learn/iceberg/\nhttps://elsewhere.example/x\n/learn/containment/#one-sentence-of-2016\n[Who is 33?](/play/uid-map/#id=33)';
  await page.fill('#own-links', list);
  await page.click('#own-form [type=submit]');
  await page.getByText('To leave these lines out, press “Show as slides” again.').waitFor();
  await page.click('#own-form [type=submit]');
  await untilSlides(page);
  const shownTitles = await titles(page);
  const chapter = await site.open('/talk/own/#chapter=iceberg', HALL);
  await untilSlides(chapter);
  const ofChapter = await titles(chapter);
  const problems = await page.locator('#own-problems li').allTextContents();
  const address = await hash(page);
  await page.reload();
  await untilSlides(page);
  expect([shownTitles, problems, await page.inputValue('#own-links'), await titles(page), page.complaints]).toEqual([
    [...ofChapter, 'One sentence of 2016', 'Who is 33?'],
    [
      'Line 2: elsewhere.example is another site. Only pages of this site can be slides, and nothing is loaded from elsewhere. Remove the line.',
    ],
    list,
    shownTitles,
    [],
  ]);
  expect(address).toMatch(/^#links=/);
});

// Two with tables, recordings and long lists among them.
it.each(['docker-default', 'volumes'])('of the chapter %s each piece has room on its slide', async (chapter) => {
  const page = await site.open(`/talk/own/#chapter=${chapter}`, HALL);
  await untilSlides(page);
  const cut = await page.evaluate(async () => {
    const found: string[] = [];
    const count = document.querySelectorAll('.slides > section').length;
    for (let at = 0; at < count; at++) {
      const piece = document.querySelector<HTMLElement>('section.present > .piece');
      if (piece && piece.scrollHeight > piece.clientHeight + 2)
        found.push(`${at + 1}: ${piece.scrollHeight} of ${piece.clientHeight}`);
      const shown = document.querySelector('section.present');
      const steps = () => document.querySelectorAll('section.present .fragment.visible').length;
      const before = steps();
      dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }));
      while (at < count - 1 && document.querySelector('section.present') === shown && steps() === before)
        await new Promise(requestAnimationFrame);
    }
    return found;
  });
  expect([cut, page.complaints]).toEqual([[], []]);
});

it('has the whole talk, and a slide of one’s own at its end', async () => {
  const own = '[Who is 33?](/play/uid-map/#map=0:165536:65536&id=33): Host UID 165569.';
  const page = await site.open('/talk/own/', HALL);
  await page.fill('#own-links', `/talk/\n${own}`);
  await page.click('#own-form [type=submit]');
  await untilSlides(page);
  const ofTalk = await site.open('/talk/', HALL);
  expect(await titles(page)).toEqual([...(await titles(ofTalk)), 'Who is 33?']);
  const ofDeck = await page.locator('section.present [data-qr]').getAttribute('data-qr');
  expect(ofDeck).toBe(`/talk/own/${(await hash(page)).replace('&slide=1', '')}`);
  await press(page, 'End');
  await page.waitForSelector('section.present[data-title="Who is 33?"]');
  const slide = page.locator('section.present');
  await slide.getByText('33 inside is 165569 outside').first().waitFor();
  expect([
    await slide.locator('[data-qr]').getAttribute('data-qr'),
    await page.locator('#own-problems li').count(),
    page.complaints,
  ]).toEqual(['/play/uid-map/#map=0:165536:65536&id=33', 0, []]);
});

it.each([
  ['/play/uid-map/#map=0:100000:65536&id=5', '5 inside is 100005 outside'],
  ['/play/seccomp/#profile=docker-29.4&call=clone3', 'Refused: ENOSYS'],
  ['/play/stack/#call=io_uring_setup&stack=docker-29.9', 'Refused: EPERM'],
  ['/play/ask/#text=write%20/proc/self/uid_map:%20operation%20not%20permitted', 'Cause 1 of 4'],
  ['/play/compare/#before=docker-26.1&after=docker-26.1', 'Every call gets the same answer'],
  ['/play/filter/#call=clone3', '178 instructions; libseccomp 2.6.0 makes 1285'],
  ['/play/trace/#stack=docker-26.1', 'Example: Docker’s default 26.1'],
])('%s is awake on its slide, in its state', async (line, answer) => {
  const page = await site.open('/talk/own/', HALL);
  await page.fill('#own-links', line);
  await page.click('#own-form [type=submit]');
  const live = page.locator('section.present .live');
  await live.getByText(answer).locator('visible=true').first().waitFor();
  expect([await live.locator('[data-qr]').getAttribute('data-qr'), (await hash(page)).slice(0, 7)]).toEqual([
    line,
    '#links=',
  ]);
  expect([await live.locator('.lede').count(), page.complaints]).toEqual([0, []]);
});

it.each([
  ['/play/uid-map/#map=0:100000:65536&id=5', '5 inside is 100005 outside'],
  ['/play/uid-map/#subuid=dockremap:165536:65536&id=33', '33 in the container is 165569 on the host'],
  ['/play/seccomp/#profile=docker-26.1&call=personality', 'It depends'],
])('%s has room on its slide, under a mouse and under a finger', async (line, answer) => {
  for (const options of [HALL, { ...HALL, hasTouch: true, isMobile: true }]) {
    const page = await site.open('/talk/own/', options);
    await page.fill('#own-links', line);
    await page.click('#own-form [type=submit]');
    await page.locator('section.present .live').getByText(answer).locator('visible=true').first().waitFor();
    const cut = await page.$eval(
      'section.present .live astro-island',
      (island) => island.scrollHeight - island.clientHeight,
    );
    expect([cut, page.complaints]).toEqual([0, []]);
  }
});

it('an instrument on a slide answers, its code follows, and the address stays the deck’s', async () => {
  const page = await site.open('/talk/own/', HALL);
  await page.fill(
    '#own-links',
    '[Who is 5?](/play/uid-map/#map=0:100000:65536&id=5)\n/play/uid-map/#map=0:200000:65536&id=5',
  );
  await page.click('#own-form [type=submit]');
  const live = page.locator('section.present .live');
  await live.getByText('5 inside is 100005 outside').first().waitFor();
  const before = await hash(page);
  const heading = page.locator('section.present h2');
  const headings = [await heading.textContent()];
  await live.getByLabel('ID inside').fill('7');
  await live.getByText('7 inside is 100007 outside').first().waitFor();
  await page.waitForFunction(() =>
    document.querySelector<HTMLElement>('section.present [data-qr]')?.dataset.qr?.includes('id=7'),
  );
  const code = await live.locator('[data-qr]').getAttribute('data-qr');
  headings.push(await heading.textContent());
  await live.getByLabel('ID inside').fill('5');
  await heading.getByText('Who is 5?').waitFor();
  await live.getByLabel('ID inside').fill('7');
  await heading.getByText('UID map').waitFor();
  await live.locator('[data-enlarge]').click();
  expect(await page.locator('dialog[open] b').textContent()).toBe('This state');
  await press(page, 'Escape', 'PageDown');
  await live.getByText('5 inside is 200005 outside').first().waitFor();
  expect([code, headings, `${before}&slide=2`, page.complaints]).toEqual([
    '/play/uid-map/#map=0:100000:65536&id=7',
    ['Who is 5?', 'UID map'],
    await hash(page),
    [],
  ]);
});

it('on a phone a chapter and a list are slides where they are asked for', async () => {
  const page = await site.open('/talk/own/#chapter=limits', { viewport: { width: 390, height: 844 } });
  await page.waitForSelector('.slides > section');
  await page.click('#own-form [type=submit]');
  await untilSlides(page);
  expect([await hash(page), page.complaints]).toEqual(['#chapter=limits', []]);
});

it('tells what it leaves out also where the button is pressed twice at once', async () => {
  const page = await site.open('/talk/own/', HALL);
  await page.fill('#own-links', '/learn/iceberg/\nhttps://elsewhere.example/x');
  await page.dblclick('#own-form [type=submit]');
  await page.getByText('Line 2: elsewhere.example is another site.').waitFor();
  expect([await page.locator('.deck.ready').count(), page.complaints]).toEqual([0, []]);
  await page.click('#own-form [type=submit]');
  await untilSlides(page);
});

it('says that its list has no links, and shows no slides of the list before', async () => {
  const page = await site.open('/talk/own/', HALL);
  const said = page.getByText('The list has no links. Type or paste at least one link.');
  await page.click('#own-form [type=submit]');
  await said.waitFor();
  const focused = await page.evaluate(() => document.activeElement?.id);
  await page.fill('#own-links', '/learn/iceberg/');
  await page.click('#own-form [type=submit]');
  await untilSlides(page);
  await press(page, '?');
  await page.click('#own-change');
  await page.fill('#own-links', '# Later\n');
  await page.click('#own-form [type=submit]');
  await said.waitFor();
  expect([focused, await titles(page), page.complaints]).toEqual(['own-links', [], []]);
});

it('says it still once the list is kept in the address', async () => {
  const page = await site.open('/talk/own/', HALL);
  await page.clock.install();
  await page.fill('#own-links', '# Later\n');
  await page.click('#own-form [type=submit]');
  const said = page.getByText('The list has no links. Type or paste at least one link.');
  await said.waitFor();
  await page.clock.runFor(1000);
  expect([await said.count(), page.complaints]).toEqual([1, []]);
});

it('says what it can’t find', async () => {
  const page = await site.open('/talk/own/#links=/learn/iceberg/%23nowhere|/no-such-page/', HALL);
  await page.waitForSelector('#own-problems li:nth-child(2)');
  expect(await page.locator('#own-problems li').allTextContents()).toEqual([
    'Line 1: /learn/iceberg/ has no section or figure “nowhere”. Copy the link with “Share…” beside a heading or a figure of that page.',
    'Line 2: This site has no page /no-such-page/, or the page can’t be loaded now. Check the address and your connection.',
  ]);
});

it('is changed from the slides’ menu, and its address copied', async () => {
  const page = await site.open('/talk/own/#links=/learn/iceberg/%23nowhere|/talk/%23title', {
    ...HALL,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await untilSlides(page);
  await press(page, '?');
  await page.click('#own-change');
  const isShown = await page.locator('#own-links').isVisible();
  await page.locator('#own-links').press('End');
  await page.click('#own-address');
  await page.getByText('Copied.').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect([isShown, copied === page.url(), copied.includes('#links='), page.complaints]).toEqual([true, true, true, []]);
});

it('is the list again after Back from a chapter’s slides', async () => {
  const page = await site.open('/talk/own/', HALL);
  await page.locator('main a[href*="#chapter=iceberg"]').click();
  await untilSlides(page);
  await page.goBack();
  await page.locator('#own-links').waitFor();
  expect([await hash(page), await page.locator('.slides > section').count(), page.complaints]).toEqual(['', 0, []]);
});

it('opens at the slide of its address where there is little room, too', async () => {
  const page = await site.open('/talk/own/#chapter=limits&slide=2', { viewport: { width: 390, height: 844 } });
  await untilSlides(page);
  expect([await hash(page), await page.locator('.turn').isVisible(), page.complaints]).toEqual([
    '#chapter=limits&slide=2',
    true,
    [],
  ]);
});

it('refuses a file that is no text, and keeps the list', async () => {
  const page = await site.open('/talk/own/', HALL);
  await page.fill('#own-links', '/learn/iceberg/');
  await page.setInputFiles('#own-file', {
    name: 'a.png',
    mimeType: 'image/png',
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]),
  });
  await page.locator('#own-problems li').waitFor();
  expect([await page.locator('#own-problems li').allTextContents(), await page.inputValue('#own-links')]).toEqual([
    ['a.png is a binary file, not text. Open a text file.'],
    '/learn/iceberg/',
  ]);
});

it('is printed with its instruments as they were set, also those that no slide has shown yet, and without what is to be said', async () => {
  const page = await site.open('/talk/own/', HALL);
  const list = [
    '[Who is 33?](/play/uid-map/#map=0:165536:65536&id=33): Said aloud only.',
    '/learn/containment/#one-sentence-of-2016',
    '/learn/containment/#one-sentence-of-2016',
    '[May it?](/play/seccomp/#call=mkdir): Said aloud only.',
    '[And clone3?](/play/stack/#call=clone3): Said aloud only.',
  ];
  await page.fill('#own-links', list.join('\n'));
  await page.click('#own-form [type=submit]');
  await untilSlides(page);
  await page.waitForFunction(() => !document.querySelector('[data-opening]'));
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const headlines = page.locator('.slides :is(.answer-sentence, .verdict .headline, .stack-said .headline)');
  const said = page.getByText('Said aloud only.');
  expect([
    (await headlines.allTextContents()).map((text) => text.slice(0, 14)),
    await said.evaluateAll((all) => all.filter((each) => each.checkVisibility()).length),
  ]).toEqual([['33 inside is 1', 'Allowed', 'clone3 breaks '], 0]);
});

it.each<[how: string, ask: (page: WatchedPage) => Promise<unknown>]>([
  ['its button', (page) => page.evaluate(() => document.querySelector<HTMLElement>('[data-print=notes]')?.click())],
  ['the key', (page) => page.keyboard.press('Control+p')],
])('%s prints once every instrument has its answer', async (_, ask) => {
  const page = await site.open('/talk/own/', HALL);
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.asleep = String(document.querySelectorAll('.slides [data-opening]').length);
    };
  });
  await page.fill('#own-links', '/play/uid-map/#id=33\n/play/seccomp/#call=mkdir\n/play/stack/#call=clone3');
  await page.click('#own-form [type=submit]');
  await untilSlides(page);
  await ask(page);
  await page.waitForFunction(() => document.body.dataset.asleep !== undefined);
  expect(await page.evaluate(() => document.body.dataset.asleep)).toBe('0');
});

it('is printed without what an instrument is for where its script has not come', async () => {
  const page = await site.open('/talk/own/', HALL);
  await page.route('**/view.*.js*', (route) => route.abort());
  await page.fill('#own-links', '[Who is 33?](/play/uid-map/#id=33): Said aloud only.');
  await page.click('#own-form [type=submit]');
  await untilSlides(page);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const ledes = page.locator('.slides .lede');
  expect(
    await ledes.evaluateAll((all) => all.filter((each) => each.checkVisibility({ visibilityProperty: true })).length),
  ).toBe(0);
});
