import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKER, holdQuestions, said, turnToText } from './checker.ts';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const DESK = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };

/** What is asked once the page has come to rest. */
async function rested<Answer>(page: WatchedPage, ask: () => Answer): Promise<Answer> {
  let before = -1;
  await expect
    .poll(
      async () => {
        const last = before;
        before = await page.evaluate(() => scrollY);
        return before === last;
      },
      { interval: 250, timeout: 10_000 },
    )
    .toBe(true);
  return page.evaluate(ask);
}

describe('a call in the table', () => {
  it.each([
    ['on a desk', DESK, 'text area'],
    ['on a phone', PHONE, 'text area'],
    ['with the editor in place', DESK, 'editor'],
  ] as const)('%s leads to the whole verdict', async (_, device, field) => {
    const page = await site.open(`${CHECKER}#call=clone(CLONE_NEWUSER)`, device);
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.includes('26.1.5'));
    if (field === 'editor') await turnToText(page);
    await page.click('.calls tbody button:text-is("personality")');
    await said(page, 'depends');
    const shown = () =>
      page.evaluate(() => {
        const box = document.querySelector('.verdict')?.getBoundingClientRect();
        return [box && box.top >= 0, box && box.top < innerHeight / 2, document.activeElement?.id];
      });
    await expect.poll(shown).toEqual([true, true, 'seccomp-verdict']);
  });

  it('leads there from a question that had no answer, and takes the focus only once', async () => {
    const page = await site.open(`${CHECKER}#call=mkdri`, DESK);
    await page.waitForSelector('.ask-problems');
    await page.click('.calls tbody button:text-is("accept")');
    await page.waitForFunction(() => document.activeElement?.id === 'seccomp-verdict');
    await page.click('.calls tbody button:text-is("accept")');
    await page.fill('#seccomp-ask', 'mkdir');
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.startsWith('mkdir'));
    expect(await rested(page, () => document.activeElement?.id)).toBe('seccomp-ask');
  });

  it('does not call back who goes on before the answer is there', async () => {
    const page = await site.open(CHECKER, DESK);
    await page.click('.calls tbody button:text-is("accept")');
    // While the first answer is late, the table isn't there.
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.startsWith('accept'));
    await page.evaluate(() => {
      [...document.querySelectorAll<HTMLElement>('.calls tbody button')]
        .find((call) => call.textContent === 'bind')
        ?.click();
      document.getElementById('seccomp-ask')?.focus();
    });
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.startsWith('bind'));
    expect(await rested(page, () => document.activeElement?.id)).toBe('seccomp-ask');
  });
});

describe('a line that the verdict names', () => {
  it.each(['text area', 'editor'])(
    'is tapped into the middle of a phone, with no keyboard over it: %s',
    async (field) => {
      const page = await site.open(`${CHECKER}#call=personality`, PHONE);
      await said(page, 'depends');
      await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
      if (field === 'editor') await turnToText(page);
      await page.locator('.verdict .link:text-is("line 467")').tap();
      const seen = () =>
        page.evaluate(() => {
          const rows = [
            ...document.querySelectorAll('.line-field-gutter .lit'),
            ...(document.querySelector('#seccomp-text')?.shadowRoot?.querySelectorAll('.cm-activeLineGutter') ?? []),
          ];
          const { top = 0 } = rows.find((row) => row.textContent === '467')?.getBoundingClientRect() ?? {};
          return [Math.abs(top - innerHeight / 2) < 60, document.activeElement?.className];
        });
      await expect.poll(seen).toEqual([true, 'line-field-frame']);
    },
  );

  it('takes a keyboard into the text', async () => {
    const page = await site.open(`${CHECKER}#call=personality`, DESK);
    await said(page, 'depends');
    await tabTo(page, '.verdict .link');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'seccomp-text');
  });
});

/** The numbers of the first and the last line in sight, and of the caret's. */
const linesSeen = (page: WatchedPage) =>
  page.evaluate(() => {
    const root = document.querySelector('#seccomp-text')?.shadowRoot;
    const frame = root?.querySelector('.cm-scroller')?.getBoundingClientRect();
    const seen = [...(root?.querySelectorAll('.cm-lineNumbers .cm-gutterElement') ?? [])].filter((row) => {
      const { top, bottom, height } = row.getBoundingClientRect();
      return frame && height > 0 && top >= frame.top - 1 && bottom <= frame.bottom + 1;
    });
    const caret = root?.querySelector('.cm-activeLineGutter')?.textContent;
    return [seen[0], seen.at(-1)].map((row) => Number(row?.textContent)).concat(Number(caret));
  });

it.each([
  ['a desk, beside the question', DESK, '#seccomp-preset'],
  ['a phone, above it', PHONE, '#seccomp-preset-first'],
])('on %s, one choice of profile is in sight', async (_, screen, choice) => {
  const page = await site.open(CHECKER, screen);
  const seen = page.locator('[id^=seccomp-preset]:visible');
  await page.selectOption(choice, 'allow-all');
  await said(page, 'Allowed');
  expect([
    await seen.evaluateAll((fields) => fields.map(({ id }) => `#${id}`)),
    (await seen.boundingBox())?.y ?? Number.NaN,
    page.complaints,
  ]).toEqual([[choice], expect.closeTo(screen === DESK ? 225 : 330, -2), []]);
});

describe('the editor', () => {
  it('is entered by keyboard where it is seen, the first time and later', async () => {
    const page = await site.open(`${CHECKER}#call=mkdir`, DESK);
    await said(page, 'Allowed');
    await tabTo(page, '#seccomp-preset');
    await tabTo(page, '#seccomp-text');
    const caretAt = async () => {
      const [first = 0, last = 0, caret = 0] = await linesSeen(page);
      return [first < caret && caret < last, caret];
    };
    await expect.poll(caretAt).toEqual([true, 216]);
    await page.fill('#seccomp-ask', 'personality(8)');
    // Allowed as mkdir was: only the line tells that this answer is the new question's.
    await page.waitForFunction(() => document.querySelector('.verdict .link')?.textContent === 'line 454');
    // The text is scrolled there in a later frame than the answer comes.
    await expect
      .poll(async () => {
        const [first = 0, last = 0] = await linesSeen(page);
        return first < 454 && 454 < last;
      })
      .toBe(true);
    await tabTo(page, '#seccomp-preset');
    await tabTo(page, '#seccomp-text');
    await expect.poll(caretAt).toEqual([true, 454]);
  });

  it('shows the deciding line of another profile, though the focus is in the text', async () => {
    const page = await site.open(`${CHECKER}#call=mkdir`, DESK);
    await said(page, 'Allowed');
    await turnToText(page);
    await page.selectOption('#seccomp-preset', 'podman-5.4');
    await expect
      .poll(async () => {
        const [first = 0, last = 0] = await linesSeen(page);
        return first < 261 && 261 < last;
      })
      .toBe(true);
  });

  it.each([
    ['', DESK],
    [', though a phone’s keyboard is put away before the answer is there', PHONE],
  ])('stays at what the reader types, wherever the deciding line is%s', async (_, screen) => {
    const page = await site.open(`${CHECKER}#call=mkdir`, screen);
    await said(page, 'Allowed');
    await turnToText(page);
    await page.keyboard.press('Control+Home');
    await page.waitForFunction(
      () => (document.querySelector('#seccomp-text')?.shadowRoot?.querySelector('.cm-scroller')?.scrollTop ?? 99) < 10,
    );
    const letGo = await holdQuestions(page);
    await page.keyboard.type('\n\n');
    // With the keyboard on the screen the focus goes.
    if (screen === PHONE) await page.locator('#seccomp-text').evaluate((field) => field.blur());
    await letGo();
    await page.waitForFunction(() => document.querySelector('.verdict .link')?.textContent === 'line 218');
    expect((await linesSeen(page))[0]).toBe(1);
  });
});

it('on a phone the strip has two lines at most, whatever they say', async () => {
  const page = await site.open(CHECKER, PHONE);
  await page.fill('#seccomp-text', '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[]}');
  await page.waitForSelector('.start-card.deny');
  const lines = () =>
    page.$eval('.checker-profile .answer-strip', (strip) => {
      const words = strip.querySelector('span');
      return Math.round((words?.clientHeight ?? 0) / Number.parseFloat(getComputedStyle(strip).lineHeight));
    });
  const alone = await lines();
  await page.fill('#seccomp-ask', 'unshare(CLONE_NEWUSER|CLONE_NEWNET)');
  await said(page, 'Refused');
  expect([alone <= 2, await lines()]).toEqual([true, 2]);
});

it('on a phone the chosen capabilities and runtime are not cut', async () => {
  const page = await site.open(CHECKER, PHONE);
  const fits = (id: string) =>
    page.$eval(`#seccomp-${id}`, (field) => {
      if (!(field instanceof HTMLSelectElement)) return false;
      const style = getComputedStyle(field);
      const context = document.createElement('canvas').getContext('2d');
      if (!context) return false;
      context.font = style.font;
      const words = context.measureText(field.selectedOptions[0]?.label ?? '').width;
      const arrow = 24;
      return words + Number.parseFloat(style.paddingLeft) + arrow <= field.clientWidth;
    });
  await page.selectOption('#seccomp-runtime', 'libseccomp');
  expect([await fits('arch'), await fits('caps'), await fits('runtime')]).toEqual([true, true, true]);
});

it('the ring of the text is whole: nothing of the text lies over its left side', async () => {
  const page = await site.open(CHECKER, DESK);
  await turnToText(page);
  const [ring, beside] = await page.$eval('.checker-profile .line-field-frame', (frame) => {
    const { outlineWidth, outlineOffset } = getComputedStyle(frame);
    const text = frame.querySelector('.code-field-host')?.getBoundingClientRect().left ?? 0;
    return [[outlineWidth, outlineOffset], Math.round(text - frame.getBoundingClientRect().left)];
  });
  expect([ring, beside]).toEqual([['3px', '-3px'], 3]);
});
