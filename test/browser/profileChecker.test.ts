import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axeFindings.ts';
import { announcements, CHECKER, nextFrames, said, text, turnToText } from './checker.ts';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** As links open that name no stack. */
const BEGAN = `${CHECKER}#profile=docker-26.1&call=clone(CLONE_NEWUSER)`;
const verdict = (page: WatchedPage) => page.textContent('.verdict-word');
const counts = (page: WatchedPage) =>
  page.$$eval('.calls-filter label', (labels) => labels.map((label) => label.textContent));
const untilText = (page: WatchedPage, part: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector('#seccomp-text')?.shadowRoot?.textContent?.includes(wanted),
    part,
  );
const SMALL =
  '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ { "names": ["mkdir"], "action": "SCMP_ACT_KILL" } ] }';

/** What links ask, the word of the answer, and the call it is of. */
const LINKS: readonly (readonly [fragment: string, word: string, call: string])[] = [
  ['#call=mkdir', 'Allowed', 'mkdir, call 83 of x86_64'],
  ['#call=165', 'Refused: EPERM', 'mount, call 165 of x86_64'],
  ['#call=clone3', 'Refused: ENOSYS', 'clone3, call 435 of x86_64'],
  ['#call=999', 'Refused: ENOSYS', '999, not a known call of x86_64'],
  ['#profile=docker-26.1&call=socket(AF_VSOCK)', 'Refused: EPERM', 'socket, call 41 of x86_64'],
  ['#call=x86:%20socketcall(1)', 'Allowed', 'socketcall, call 102 of x86'],
  ['#call=unshare(CLONE_NEWUSER)&caps=docker-26.1,CAP_SYS_ADMIN', 'Allowed', 'unshare, call 272 of x86_64'],
  // Tables of other families arrive when they are asked for.
  ['#arch=s390x&call=socketcall(1)', 'Allowed', 'socketcall, call 102 of s390x'],
  ['#call=mips:%20read', 'Killed: the thread', 'read, call 4003 of mips'],
];

describe('the profile checker', () => {
  it('answers before any script, with the whole table', async () => {
    const page = await site.open(CHECKER, { javaScriptEnabled: false });
    expect([await verdict(page), await counts(page), await page.locator('.calls tbody tr').count()]).toEqual([
      'Refused: EPERM',
      ['385 all', '306 allowed', '3 depend', '76 refused'],
      385,
    ]);
  });

  it('says below the verdict what the runc of the profile’s time answers, and asks it at a press', async () => {
    const page = await site.open(`${CHECKER}#stack=docker-29.9&profile=docker-19.03&call=clone3`);
    await page.waitForSelector('.verdict + .stack-answers');
    const told = await page.$$eval('.verdict + .stack-answers p', (lines) => lines.map((line) => line.textContent));
    await page.click('.verdict + .stack-answers button');
    await page.waitForFunction(() => document.querySelector('.verdict-word')?.textContent === 'Refused: EPERM');
    await expect
      .poll(() => page.url().split('#')[1])
      .toBe('stack=docker-29.9&profile=docker-19.03&call=clone3&runtime=runc-1.0.0-rc10');
    expect([told, await page.locator('.verdict + .stack-answers').count()]).toEqual([
      [
        'This profile is Docker’s default 19.03.9 and later 19.03; this answer is for Docker 29.9.0 and runc 1.3.6. Docker up to 19.03 came with runc 1.0.0-rc10 or older.',
        'runc 1.0.0-rc10 answers differently: Refused: EPERM. Check with runc 1.0.0-rc10',
      ],
      0,
    ]);
  });

  it('is worked by keyboard alone: a call, a capability, another profile, its mending, the table, what a start needs', async () => {
    const page = await site.open(CHECKER);
    await tabTo(page, '#seccomp-ask');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('unshare(CLONE_NEWUSER)');
    await said(page, 'EPERM');
    const seen = [await verdict(page)];
    await tabTo(page, '#seccomp-preset');
    await page.keyboard.type('The 2016');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length > 0);
    const problems = await page.locator('.problems li').count();
    await tabTo(page, '.problems > .btn');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length === 0);
    await tabTo(page, '#seccomp-caps');
    await page.keyboard.type('all');
    await tabTo(page, '#seccomp-find');
    await page.keyboard.type('accept');
    await page.waitForFunction(() => document.querySelectorAll('.calls tbody tr:not([hidden])').length === 2);
    await tabTo(page, '.calls tbody tr:not([hidden]) button');
    await page.keyboard.press('Enter');
    await said(page, 'Allowed');
    seen.push(await verdict(page));
    // The card stands just above the verdict, where the focus is now.
    await page.focus('.start-card .btn');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.start-card.deny') === null);
    seen.push(await verdict(page));
    const verdicts = ['Refused: EPERM', 'Allowed, but the container does not start', 'Allowed'];
    expect([seen, problems, page.complaints]).toEqual([verdicts, 2, []]);
  });

  it('opens links one after the other', async () => {
    const page = await site.open(CHECKER);
    const asked = async () => (await page.textContent('.verdict-asked'))?.split(', under ')[0];
    for (const [fragment, word, call] of LINKS) {
      await page.goto(site.origin + CHECKER + fragment);
      await expect.poll(async () => [await asked(), await verdict(page)]).toEqual([call, word]);
    }
    expect(page.complaints).toEqual([]);
  });

  it('answers for a machine of another family, whose tables page and worker load when it is chosen', async () => {
    const page = await site.openFirst(BEGAN);
    await page.fill('#seccomp-ask', 'mount');
    await said(page, 'EPERM');
    const families = () =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .flatMap(({ name }) => /\/(arm|s390|mips|ppc)[.-]/.exec(name)?.[1] ?? []),
      );
    const before = await families();
    await page.selectOption('#seccomp-arch', 'SCMP_ARCH_S390X');
    await page.waitForFunction(
      () =>
        document.querySelector('.verdict-asked')?.textContent ===
        'mount, call 21 of s390x, under Docker’s default 26.1.5',
    );
    await page.fill('#seccomp-ask', 's390: clone(0, CLONE_NEWUS');
    await page.waitForFunction(() => document.querySelector('[role=option]')?.textContent?.startsWith('CLONE_NEWUSER'));
    const abis = await page.$$eval('.abi-choice b', (labels) => labels.map((label) => label.textContent));
    expect([before, await families(), abis, page.complaints]).toEqual([
      [],
      ['s390'],
      ['s390x', 's390', 'all 2 ABIs'],
      [],
    ]);
  });

  it('keeps a profile of the reader’s own in the link, over a reload', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-text', SMALL);
    await page.fill('#seccomp-ask', 'mkdir');
    await page.waitForFunction(() => location.hash.includes('profile.z=') && location.hash.includes('call=mkdir'));
    await page.reload();
    await page.waitForFunction(() => document.querySelector('.verdict-word')?.textContent?.includes('Killed'));
    expect(await text(page)).toBe(SMALL);
  });

  it('loses nothing on bad input, and says line, column, what is wrong and what to do', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-text', '{\n  "defaultAction": SCMP_ACT_ERRNO\n}');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length > 0);
    const problem = await page.textContent('.problems li');
    expect(problem).toMatch(/line 2/i);
    expect(problem).toMatch(/column 20/i);
    expect(problem).toMatch(/SCMP_ACT_ERRNO is not in double quotes/);
    expect(problem).toMatch(/Put every key and every name in double quotes/);
    expect(await text(page)).toContain('SCMP_ACT_ERRNO');
  });

  it('lights the deciding line', async () => {
    const page = await site.open(`${CHECKER}#call=mkdir`);
    await said(page, 'Allowed');
    const lit = await page.$$eval('.line-field-gutter .lit', (lines) => lines.map((line) => line.textContent));
    const text = (await page.inputValue('#seccomp-text')).split('\n');
    expect(lit.map((line) => text[Number(line) - 1]?.trim())).toEqual(['"mkdir",']);
  });
});

describe('the editor', () => {
  it('takes the place of the text area with its text and caret, and leaves the page’s policy in peace', async () => {
    const page = await site.open(`${CHECKER}#call=mkdir`);
    await said(page, 'Allowed');
    await page.$eval('#seccomp-text', (field) => (field as HTMLTextAreaElement).setSelectionRange(2, 2));
    await turnToText(page);
    await page.keyboard.type('X/');
    await untilText(page, 'X/\t"defaultAction"');
    expect([await page.locator('#search').isVisible(), page.complaints]).toEqual([false, []]);
  });

  it('waits until a selection is drawn, and takes it over', async () => {
    const page = await site.open(`${CHECKER}#call=mkdir`);
    await said(page, 'Allowed');
    const { x, y } = (await page.locator('.line-field-frame').boundingBox()) ?? { x: 0, y: 0 };
    const loaded = page.waitForResponse(/mountEditor/);
    await page.mouse.move(x + 100, y + 60);
    await page.mouse.down();
    await page.mouse.move(x + 160, y + 120, { steps: 4 });
    await (await loaded).finished();
    await nextFrames(page);
    const drawn = await page.$eval('#seccomp-text', (field) =>
      field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : '',
    );
    await page.mouse.up();
    await page.waitForSelector('#seccomp-text .cm-selectionBackground');
    await page.keyboard.press('Delete');
    await page.waitForFunction(() => !document.querySelector('.summary')?.textContent?.startsWith('414 names'));
    expect(drawn).toMatch(/\n.*\n/);
  });

  it('underlines a problem, says it at F8, fixes it, and takes the fix back', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-text', SMALL.replace('KILL', 'KIL'));
    await turnToText(page);
    await page.waitForSelector('#seccomp-text .cm-lintRange-error');
    const announced = await announcements(page);
    await page.keyboard.press('F8');
    const message = await page.textContent('#seccomp-text .cm-diagnostic');
    expect(message).toContain(
      '"SCMP_ACT_KIL" is not an action. runc refuses to start the container. Write SCMP_ACT_KILL.',
    );
    expect(await announced.jsonValue()).toContainEqual(expect.stringContaining('"SCMP_ACT_KIL" is not an action.'));
    await page.click('#seccomp-text .cm-diagnosticAction');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length === 0);
    expect(await text(page)).toBe(SMALL);
    await page.focus('#seccomp-text .cm-content');
    await page.keyboard.press('Control+z');
    await page.waitForSelector('.problems li');
    expect([await text(page), page.complaints]).toEqual([SMALL.replace('KILL', 'KIL'), []]);
  });

  it('fixes from the list below, and undo takes back fix and preset, one step each', async () => {
    const page = await site.open(BEGAN);
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.includes('26.1.5'));
    await turnToText(page);
    await page.selectOption('#seccomp-preset', 'talk-2016');
    await page.click('.problems > .btn');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length === 0);
    await page.focus('#seccomp-text .cm-content');
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length === 2);
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => document.querySelector('.summary')?.textContent?.startsWith('414 names'));
    expect(page.complaints).toEqual([]);
  });

  it('completes by place, and Tab leaves it either way', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-text', '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ {  } ] }');
    await turnToText(page);
    await page.keyboard.press('Control+End');
    for (let step = 0; step < ' } ] }'.length; step++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('"nam');
    await page.waitForSelector('#seccomp-text .cm-tooltip-autocomplete li[aria-selected]');
    // The editor takes no key for a moment after the list has come; a click scrolls until the list stands still, which moves the list.
    await page.dispatchEvent('#seccomp-text .cm-tooltip-autocomplete li[aria-selected]', 'mousedown');
    await page.keyboard.type('"mkdira');
    await page.waitForSelector('#seccomp-text .cm-tooltip-autocomplete li[aria-selected]');
    await page.dispatchEvent('#seccomp-text .cm-tooltip-autocomplete li[aria-selected]', 'mousedown');
    expect(await text(page)).toContain('{ "names": ["mkdirat"] }');
    await page.keyboard.press('Tab');
    const after = await page.evaluate(() => document.activeElement?.id);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    const before = await page.evaluate(() => document.activeElement?.matches('.open-file input'));
    expect([after !== 'seccomp-text', before, page.complaints]).toEqual([true, true, []]);
  });

  it('lights the deciding line, and a place in the answer leads there', async () => {
    const page = await site.open(CHECKER);
    await turnToText(page);
    await page.fill('#seccomp-ask', 'mkdir');
    await said(page, 'Allowed');
    await page.waitForFunction(() =>
      document
        .querySelector('#seccomp-text')
        ?.shadowRoot?.querySelector('.cm-line.lit')
        ?.textContent?.includes('mkdir'),
    );
    await page.click('.verdict .link');
    const caret = await page.evaluate(() => document.activeElement?.id);
    expect(caret).toBe('seccomp-text');
  });

  it('is printed whole, as plain text', async () => {
    const page = await site.open(CHECKER);
    await turnToText(page);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const [printed = '', shown] = await page.evaluate(() => [
      document.querySelector<HTMLElement>('.line-field-print')?.textContent,
      document.querySelector('#seccomp-text')?.checkVisibility(),
    ]);
    expect([String(printed).split('\n').length > 800, shown]).toEqual([true, false]);
  });

  it('is missed by nobody where it can’t be fetched', async () => {
    const page = await site.open('/404.html');
    await page.route('**/mountEditor*', (route) => route.abort());
    await page.goto(site.origin + CHECKER);
    await page.fill('#seccomp-text', SMALL);
    await page.fill('#seccomp-ask', 'mkdir');
    await said(page, 'Killed');
    expect(await page.inputValue('#seccomp-text')).toBe(SMALL);
  });

  it('axe finds nothing with the editor and the list open, nothing runs over', async () => {
    const page = await site.open(CHECKER, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    await page.fill('#seccomp-text', SMALL.replace('KILL', 'KIL'));
    await turnToText(page);
    await page.waitForSelector('#seccomp-text .cm-lintRange-error');
    await page.fill('#seccomp-ask', 'socket(');
    await page.waitForSelector('[role=option]');
    const found = await axeFindings(page);
    await page.setViewportSize({ width: 320, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect([found, over, page.complaints]).toEqual([[], 0, []]);
  });
});

describe('the engine', () => {
  it('answers in a worker, and inspects in another', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-ask', 'mkdir');
    await said(page, 'Allowed');
    await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(2);
  });

  it('answers in the page where there is no worker', async () => {
    const page = await site.open('/404.html');
    await page.addInitScript(() => {
      Object.defineProperty(window, 'Worker', { value: undefined });
    });
    await page.goto(site.origin + CHECKER);
    await page.fill('#seccomp-ask', 'mkdir');
    await said(page, 'Allowed');
    await page.waitForFunction(() => document.querySelector('.roads h2')?.textContent === 'The call on every ABI');
    expect([await verdict(page), page.workers().length]).toEqual(['Allowed', 0]);
  });

  it.each([
    ['in a worker', () => undefined],
    ['in the page', () => Object.defineProperty(window, 'Worker', { value: undefined })],
  ])('%s loads what reads a text that is no profile by itself', async (_, before) => {
    const page = await site.open('/404.html');
    await page.addInitScript(before);
    await page.goto(site.origin + CHECKER);
    await page.fill('#seccomp-text', 'apiVersion: v1\nkind: Pod\n');
    await page.getByText('The text is YAML, not a profile.').first().waitFor();
    await page.goto(site.origin + CHECKER);
    await page.fill('#seccomp-text', JSON.stringify([{ HostConfig: { SecurityOpt: [`seccomp=${SMALL}`] } }]));
    await page.fill('#seccomp-ask', 'mkdir');
    await said(page, 'Killed');
    expect(await verdict(page)).toMatch(/^Killed/);
  });

  it('answers in the page where the worker can’t be fetched', async () => {
    const page = await site.open('/404.html');
    await page.route('**/engine.worker*', (route) => route.abort());
    await page.goto(site.origin + CHECKER);
    await page.fill('#seccomp-ask', 'mkdir');
    await said(page, 'Allowed');
    expect(await verdict(page)).toBe('Allowed');
  });
});

describe('asking', () => {
  it('completes calls and flags by keyboard, and shows the prototype', async () => {
    const page = await site.open(CHECKER);
    await tabTo(page, '#seccomp-ask');
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('socke');
    await page.waitForSelector('[role=option]');
    await page.keyboard.press('ArrowDown');
    const active = await page.getAttribute('#seccomp-ask', 'aria-activedescendant');
    const chosen = await page.textContent('[role=option][aria-selected=true]');
    await page.keyboard.press('Enter');
    await page.keyboard.type('AF_VS');
    const at = await page.textContent('.prototype .at');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type(')');
    await said(page, 'EPERM');
    const field = page.locator('#seccomp-ask');
    expect([active, chosen, at, await field.inputValue(), await field.getAttribute('aria-expanded')]).toEqual([
      'seccomp-ask-list-0',
      'socket 41',
      'int family',
      'socket(AF_VSOCK)',
      'false',
    ]);
  });

  it('takes the sign that a choice brought along, typed once more, for the same', async () => {
    const page = await site.open(CHECKER);
    const field = page.locator('#seccomp-ask');
    const typed: string[] = [];
    for (const [begun, on] of [
      ['socketp', '(AF_UNIX'],
      ['socketp', '(('],
      ['personality(PER_LINUX3', ')'],
    ] as const) {
      await field.fill('');
      await field.pressSequentially(begun);
      await page.waitForSelector('[role=option]');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.type(on);
      typed.push(await field.inputValue());
    }
    expect(typed).toEqual(['socketpair(AF_UNIX', 'socketpair((', 'personality(PER_LINUX32)']);
  });

  it('takes a tap, Escape closes the list, Tab takes nothing', async () => {
    const page = await site.open(CHECKER, { hasTouch: true, viewport: { width: 390, height: 800 } });
    await page.fill('#seccomp-ask', 'unsh');
    await page.locator('[role=option]').first().tap();
    expect(await page.inputValue('#seccomp-ask')).toBe('unshare(');
    await page.waitForSelector('[role=option]');
    await page.keyboard.press('Escape');
    expect(await page.locator('[role=listbox]').isVisible()).toBe(false);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    expect([await page.inputValue('#seccomp-ask'), await page.locator('[role=listbox]').isVisible()]).toEqual([
      'unshare(',
      false,
    ]);
  });
});

describe('roads to the same end', () => {
  const roads = (page: WatchedPage) =>
    page.$$eval('.roads li', (rows) => rows.map((row) => row.querySelector('.road')?.textContent?.split(':')[0]));

  it('stand on the page before any script', async () => {
    const page = await site.open(CHECKER, { javaScriptEnabled: false });
    expect([await page.textContent('.conclusion h2'), await roads(page)]).toEqual([
      'All 15 ways are blocked.',
      [
        'x86_64, x86 and x32 clone(CLONE_NEWUSER)',
        'x86_64, x86 and x32 unshare(CLONE_NEWUSER), setns(3, 0), setns(3, CLONE_NEWUSER)',
        'x86_64, x86 and x32 clone3(0, 88)',
      ],
    ]);
  });

  it('are found for what is asked, by its call or by its end, and each can be asked in turn', async () => {
    const page = await site.open(CHECKER);
    await page.selectOption('#seccomp-end', { label: 'use the kernel’s keyrings' });
    await page.waitForFunction(() => document.querySelector('.roads h2')?.textContent?.endsWith('keyrings'));
    const asked = await page.inputValue('#seccomp-ask');
    await page.click('.roads .link code:text-is("add_key")');
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.startsWith('add_key'));
    expect([asked, await page.inputValue('#seccomp-ask'), page.complaints]).toEqual(['keyctl', 'x86_64: add_key', []]);
  });

  it('are offered in the ask box for a word that is no call', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-ask', 'another user');
    await page.waitForSelector('[role=option]');
    expect(await page.locator('[role=option]').allTextContents()).toEqual(['setuid(0) become another user']);
  });
});

describe('no profile', () => {
  const OWN = '{ "defaultAction": "SCMP_ACT_ERRNO" }';

  it('is told as such, with profiles to begin with, and no answer of the one before', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-text', '');
    await page.waitForSelector('.no-profile');
    expect([
      await page.textContent('.no-profile-title'),
      await page.locator('.verdict, .conclusion, .calls, .problems li').count(),
    ]).toEqual(['No profile yet.', 0]);
    await page.click('.no-profile .btn >> nth=0');
    await page.waitForSelector('.verdict:not(.stale)');
    expect([await verdict(page), page.complaints]).toEqual(['Refused: EPERM', []]);
  });

  it.each([
    ['a laptop', { viewport: { width: 1280, height: 800 } }],
    ['a phone', { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' }],
  ] as const)('gives way to one that is pasted, and the answer is in sight: on %s', async (_, options) => {
    const page = await site.open(CHECKER, { ...options, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('button:text-is("Use your own") >> visible=true').click();
    await page.waitForFunction(() =>
      document.querySelector('#seccomp-text')?.shadowRoot?.activeElement?.matches('.cm-content'),
    );
    await page.evaluate((profile) => navigator.clipboard.writeText(profile), OWN);
    await page.keyboard.press('Control+V');
    await page.waitForFunction(() => document.querySelector('.start-title')?.textContent?.includes('fails'));
    const strip = page.locator('.checker-profile .answer-strip button');
    if ('isMobile' in options) await strip.click();
    const { top, bottom } = await page.$eval('.start-title', (title) => title.getBoundingClientRect().toJSON());
    expect([await text(page), await page.inputValue('#seccomp-ask'), await page.locator('.verdict').count()]).toEqual([
      OWN,
      '',
      0,
    ]);
    expect([top >= 0, bottom <= (options.viewport.height ?? 0), page.complaints]).toEqual([true, true, []]);
  });

  it('a line of strace that is pasted takes the place of the page’s own question, and is seen from its beginning', async () => {
    const page = await site.open(CHECKER, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('#seccomp-ask').click();
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) #seccomp-ask') !== null);
    const line =
      'openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = -1 EPERM (Operation not permitted) <0.000123>';
    await page.evaluate((text) => navigator.clipboard.writeText(text), line);
    await page.keyboard.press('Control+V');
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.startsWith('openat'));
    await nextFrames(page);
    expect([
      await page.inputValue('#seccomp-ask'),
      await page.$eval('#seccomp-ask', ({ scrollLeft }) => scrollLeft),
    ]).toEqual([line, 0]);
  });

  it('several lines that are pasted keep their ends, as the field has none', async () => {
    const page = await site.open(CHECKER, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('#seccomp-ask').click();
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) #seccomp-ask') !== null);
    const lines = ['# strace -f server', 'read(3, "", 1) = 0', 'strace: Process 7 attached', 'mount() = -1 EPERM (x)'];
    await page.evaluate((text) => navigator.clipboard.writeText(text), lines.join('\n'));
    await page.keyboard.press('Control+V');
    await page.waitForFunction(() =>
      document.querySelector('.trace .start-title')?.textContent?.includes('1 of the 2'),
    );
    expect([await page.inputValue('#seccomp-ask'), page.complaints]).toEqual(['mount() = -1 EPERM (x)', []]);
  });

  it('an empty question is no fault of the field, and has no verdict', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-ask', '');
    await page.waitForFunction(() => document.querySelector('.verdict') === null);
    expect([
      await page.getAttribute('#seccomp-ask', 'aria-invalid'),
      await page.locator('.conclusion, .roads').count(),
      page.complaints,
    ]).toEqual([null, 0, []]);
  });
});

describe('findings', () => {
  it('are looked for in a default when the reader says so', async () => {
    const page = await site.open(CHECKER);
    const offered = await page.textContent('.findings');
    await page.click('.findings .btn');
    await page.waitForSelector('.findings li');
    expect([offered, page.complaints]).toEqual(['FindingsLook for weak spots in this profile', []]);
  });

  it('in a profile of the site’s own come by themselves, and pass axe', async () => {
    const page = await site.open(CHECKER);
    await page.selectOption('#seccomp-preset', 'talk-2016');
    await page.waitForSelector('.findings li');
    expect([
      await page.locator('.findings li b').first().textContent(),
      await axeFindings(page, '.findings'),
      page.complaints,
    ]).toEqual(['10 calls return EPERM, not ENOSYS', [], []]);
  });

  it('in a text of the reader’s own come by themselves, show their call, and are fixed', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-text', SMALL.replace('"mkdir"', '"mkdir", "mkdirrr"'));
    await page.waitForSelector('.findings li.exposes');
    await page.click('.findings li.exposes .btn:has-text("Check")');
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.startsWith('keyctl'));
    await page.click('.findings li:has-text("keyctl") .btn:text-is("Fix")');
    await page.waitForFunction(() => document.querySelector('.verdict-word')?.textContent?.includes('EPERM'));
    expect([(await text(page)).includes('"keyctl", "add_key", "request_key"'), page.complaints]).toEqual([true, []]);
  });
});

describe('the target', () => {
  it('has a runtime, which a link says', async () => {
    const page = await site.open(`${CHECKER}#call=999`);
    await said(page, 'ENOSYS');
    await page.selectOption('#seccomp-runtime', 'crun');
    await said(page, 'EPERM');
    await page.waitForFunction(() => location.hash === '#profile=docker-26.1&call=999&runtime=crun');
  });

  it('privileged has no filter', async () => {
    const page = await site.open(`${CHECKER}#call=reboot`);
    await said(page, 'EPERM');
    await page.selectOption('#seccomp-caps', 'privileged');
    await said(page, 'Allowed');
    await page.waitForFunction(() => location.hash === '#profile=docker-26.1&call=reboot&privileged=yes');
  });
});

describe('the table', () => {
  const first = (page: WatchedPage) => page.locator('.calls tbody tr').first().locator('th, td').allTextContents();

  it('is sorted by its heads, and says so', async () => {
    const page = await site.open(CHECKER);
    await page.click('.calls thead button >> text=number');
    await page.waitForSelector('.calls [aria-sort=ascending] >> text=number');
    const lowest = await first(page);
    await page.click('.calls thead button >> text=number');
    await page.waitForSelector('.calls [aria-sort=descending] >> text=number');
    const highest = await first(page);
    expect([lowest.slice(0, 2), highest.slice(0, 2)]).toEqual([
      ['read', '0'],
      ['rseq_slice_yield', '471'],
    ]);
  });

  it('lists the ABIs one by one or together, and says how much can be reached', async () => {
    const page = await site.open(BEGAN);
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.includes('26.1.5'));
    const reach = await page.$$eval('.abi-choice label', (labels) => labels.map((label) => label.textContent));
    await page.check('.abi-choice input[value=all]');
    await page.waitForFunction(() => document.querySelectorAll('.calls tbody tr').length > 460);
    expect([reach, await counts(page)]).toEqual([
      ['x86_64301 of 385 calls', 'x86353 of 461 calls', 'x32297 of 374 calls', 'all 3 ABIs951 of 1220 calls'],
      ['1220 all', '942 allowed', '9 depend', '269 refused'],
    ]);
    await page.waitForFunction(() => location.hash.includes('on=all'));
  });

  it('is one Tab stop, whose arrows go from row to row', async () => {
    const page = await site.open(CHECKER);
    await tabTo(page, '#seccomp-find');
    await page.keyboard.type('set');
    const shown = '.calls tbody tr:not([hidden]) button';
    await page.waitForFunction(() => document.querySelectorAll('.calls tbody tr:not([hidden])').length < 60);
    const names = await page.$$eval(shown, (buttons) => buttons.map((button) => button.textContent));
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await tabTo(page, shown);
    const hint = await page.evaluate(() =>
      document.getElementById(document.activeElement?.getAttribute('aria-describedby') ?? '')?.checkVisibility(),
    );
    const visited = [await focused()];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'ArrowDown', 'Home', 'PageDown']) {
      await page.keyboard.press(key);
      visited.push(await focused());
    }
    const isPageOn = names.indexOf(visited.pop() ?? '') > 8;
    await page.keyboard.press('Tab');
    const isOut = await page.evaluate(() => !document.activeElement?.closest('.calls'));
    await page.keyboard.press('Shift+Tab');
    const isBack = await page.evaluate(() => document.activeElement?.matches('.calls tbody button'));
    expect([hint, visited, isPageOn, isOut, isBack]).toEqual([
      true,
      [names[0], names[1], names[2], names[1], names.at(-1), names.at(-1), names[0]],
      true,
      true,
      true,
    ]);
    await page.fill('#seccomp-find', 'accept');
    await page.waitForFunction(() => document.querySelectorAll('.calls tbody tr:not([hidden])').length === 2);
    await expect
      .poll(() => page.$$eval(`${shown}:not([tabindex])`, (stops) => stops.map((stop) => stop.textContent)))
      .toEqual(['accept']);
  });

  it('is a table to assistive technology, every row of it', async () => {
    const page = await site.open(CHECKER, { javaScriptEnabled: false });
    expect([await page.getByRole('table').count(), await page.getByRole('row').count()]).toEqual([1, 386]);
  });
});
