import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axeFindings.ts';
import { CHECKER, holdQuestions, said, text } from './checker.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const buttons = (page: WatchedPage) => page.locator('.offers li .btn').allTextContents();
const offered = (page: WatchedPage, count: number) =>
  page.waitForFunction((wanted) => document.querySelectorAll('.offers li').length === wanted, count);
const asked = (page: WatchedPage) => page.textContent('.verdict-asked');

describe('a refusal', () => {
  it('of a line of strace is answered with the reason and what to change; a press changes the text, and one step takes it back', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-ask', '[pid 7] unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)');
    await said(page, 'EPERM');
    await offered(page, 4);
    const seen = [await buttons(page), await page.textContent('.verdict > p:nth-of-type(3)')];
    const before = await page.inputValue('#seccomp-text');
    await page.click('.offers li .btn >> nth=0');
    await said(page, 'Allowed');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('seccomp-verdict');
    const after = await page.inputValue('#seccomp-text');
    const [preset, lines] = [
      await page.inputValue('#seccomp-preset'),
      await page.locator('.use-line b').allTextContents(),
    ];
    await page.click('.offers .undo-line button');
    await said(page, 'EPERM');
    expect([
      seen,
      after.includes('"value": 268435456'),
      preset,
      lines,
      (await page.inputValue('#seccomp-text')) === before,
      page.complaints,
    ]).toEqual([
      [
        [
          'Allow unshare with these arguments',
          'Allow unshare',
          'Recheck with CAP_SYS_ADMIN',
          'Return ENOSYS for unshare',
        ],
        'The rule on line 712 does not apply: it requires CAP_SYS_ADMIN, which this container lacks. No other rule names unshare, so defaultAction on line 2 applies.',
      ],
      true,
      '',
      ['docker', 'compose.yaml', 'Podman', 'Pod'],
      true,
      [],
    ]);
  });

  it('of a trace that was pasted is found in it, though strace saw none; one press allows them all', async () => {
    const page = await site.open(CHECKER);
    const lines = ['read(3, "", 1) = 0', 'keyctl(KEYCTL_JOIN_SESSION_KEYRING, NULL) = 7', 'unshare(CLONE_NEWNS) = 0'];
    await page.fill('#seccomp-ask', lines.join('\n'));
    const told = (words: string) =>
      page.waitForFunction((title) => document.querySelector('.trace .start-title')?.textContent === title, words);
    await told('The filter refuses 2 of the 3 calls in the lines that you pasted');
    await said(page, 'EPERM');
    const seen = [await page.inputValue('#seccomp-ask'), await page.locator('.trace .link').allTextContents()];
    await page.click('.trace .link >> text=unshare');
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.startsWith('unshare'));
    const asked = await page.evaluate(() => document.activeElement?.id);
    // Until the answer in sight is taken away, and the card with it.
    const letGo = await holdQuestions(page);
    await page.click('.trace .btn');
    await letGo();
    await told('The filter allows all 3 calls in the lines that you pasted');
    const pressed = await page.evaluate(() => document.activeElement?.matches('.trace'));
    await said(page, 'Allowed');
    await page.click('.offers .undo-line button');
    await told('The filter refuses 2 of the 3 calls in the lines that you pasted');
    expect([seen, asked, pressed, page.complaints]).toEqual([
      [lines[1], ['keyctl', 'unshare']],
      'seccomp-verdict',
      true,
      [],
    ]);
  });

  it('is asked again with a capability, and without it by the button beside', async () => {
    const page = await site.open(`${CHECKER}#call=unshare`);
    await page.locator('.verdict', { hasText: 'unshare, call 272' }).waitFor();
    await offered(page, 3);
    await page.click('text=Recheck with CAP_SYS_ADMIN');
    await said(page, 'Allowed');
    const withIt = await asked(page);
    await page.click('text=Recheck without CAP_SYS_ADMIN');
    await said(page, 'EPERM');
    expect([withIt?.endsWith('with Docker’s usual capabilities and CAP_SYS_ADMIN'), await asked(page)]).toEqual([
      true,
      'unshare, call 272 of x86_64, under Docker’s default 26.1.5',
    ]);
  });

  it('leaves a profile to copy and to save, without a complaint of the page’s policy', async () => {
    const page = await site.open(`${CHECKER}#call=unshare`);
    await page.locator('.verdict', { hasText: 'unshare, call 272' }).waitFor();
    await offered(page, 3);
    await page.click('.offers li .btn >> nth=0');
    await said(page, 'Allowed');
    // What is found next takes the offers' place, and the button moves.
    await page.waitForSelector('.roads:not([aria-busy=true])');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Save profile.json')]);
    const saved = await (await download.createReadStream()).toArray();
    const wrong = await axeFindings(page, '.checker-ask');
    expect([
      download.suggestedFilename(),
      Buffer.concat(saved).toString() === (await page.inputValue('#seccomp-text')),
      wrong,
      page.complaints,
    ]).toEqual(['profile.json', true, [], []]);
  });
});

it.each([
  [
    'socketcall(SYS_SOCKET)',
    'Check x86: socketcall(SYS_SOCKET)',
    'socketcall, call 102 of x86, under Docker’s default 29.9.0',
  ],
  ['sys_clone', 'Replace with clone', 'clone, call 56 of x86_64, under Docker’s default 29.9.0'],
  ['mkdir /tmp', 'Replace with mkdir', 'mkdir, call 83 of x86_64, under Docker’s default 29.9.0'],
])('%s is answered by a button: %s', async (question, button, answered) => {
  const page = await site.open(CHECKER);
  await page.fill('#seccomp-ask', question);
  await page.click(`.ask-problems .btn:has-text("${button}")`);
  await page.waitForFunction((wanted) => document.querySelector('.verdict-asked')?.textContent === wanted, answered);
  expect([await text(page).then((whole) => whole.length > 0), page.complaints]).toEqual([true, []]);
});

describe('a profile of four calls', () => {
  const SHORT =
    '{"defaultAction":"SCMP_ACT_ERRNO","architectures":["SCMP_ARCH_X86_64"],"syscalls":[{"names":["read","write","accept4","exit_group"],"action":"SCMP_ACT_ALLOW"}]}';
  const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
  const starts = async (options = {}) => {
    const page = await site.open(CHECKER, options);
    await page.fill('#seccomp-text', SHORT);
    await page.waitForSelector('.start-card.deny');
    return page;
  };
  const tools = (page: WatchedPage) =>
    page.$$eval('.use-line', (rows) =>
      rows.map((row) => `${row.querySelector('b')?.textContent} ${row.querySelector('pre') ? 'lines' : 'withheld'}`),
    );

  it('is told what keeps containers from starting, and after a press that they start: on a phone the headline is in sight', async () => {
    const page = await starts(PHONE);
    await page.waitForSelector('.finding-notes');
    expect(await page.locator('.findings > p:not([class])').count()).toBe(0);
    await page.locator('.start-card .btn').first().click();
    await page.waitForSelector('.start-card.depends');
    await page.waitForFunction(() => {
      const { top = -1, bottom = 0 } = document.querySelector('.start-title')?.getBoundingClientRect() ?? {};
      return top >= 0 && bottom <= innerHeight;
    });
    expect([
      await page.textContent('.start-title'),
      await page.evaluate(() => document.activeElement?.id),
      await page.waitForSelector('.findings > p:not([class])').then((summary) => summary.textContent()),
      page.complaints,
    ]).toEqual([
      'Containers start, but most programs need more calls',
      'seccomp-start',
      'No known bypass, and no rule without effect.',
      [],
    ]);
  });

  it('has no line for a tool whose runtime needs more calls, until a press adds them', async () => {
    const page = await starts(PHONE);
    await page.locator('.start-card .btn').first().click();
    await page.waitForSelector('.start-card.depends');
    const before = await tools(page);
    await page.locator('.use-line > .btn').click();
    await page.waitForFunction(() => document.querySelectorAll('.use-warning').length === 0);
    const after = await tools(page);
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    const pod = await page.$eval('.use-line:last-child pre', (pre) => {
      if (pre instanceof HTMLElement) pre.focus();
      return [pre.textContent?.split('\n').length, pre.clientHeight < 130, document.activeElement === pre];
    });
    await page.click('.use-profile .undo-line button');
    await page.waitForSelector('.use-warning');
    expect([before, after, focused, pod, await tools(page), page.complaints]).toEqual([
      ['docker lines', 'compose.yaml lines', 'Podman withheld', 'Pod lines'],
      ['docker lines', 'compose.yaml lines', 'Podman lines', 'Pod lines'],
      'Use this profile',
      // Five lines of the config are five lines in sight.
      [5, true, true],
      before,
      [],
    ]);
  });

  it('gives way to Docker’s default by a button, and is kept', async () => {
    const page = await starts();
    await page.locator('.start-card .btn').last().click();
    await said(page, 'EPERM');
    expect([
      await page.inputValue('#seccomp-preset'),
      await page.locator('#seccomp-preset option:text("kept")').textContent(),
      await page.evaluate(() => document.activeElement?.id),
      page.complaints,
    ]).toEqual(['docker-29.9.0', 'Your own text, kept', 'seccomp-verdict', []]);
  });
});
