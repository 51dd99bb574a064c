import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKER, holdQuestions, said, text, turnToText } from './checker.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const WRONG =
  '{ "defaultAction": "SCMP_ACT_ALOW", "syscalls": [ { "names": ["mkdir"], "action": "SCMP_ACT_KIL" }, { "names": ["dup"], "action": "SCMP_ACT_ERNO" } ] }';

const focused = (page: WatchedPage) => page.evaluate(() => document.activeElement?.textContent);
const problems = (page: WatchedPage, count: number) =>
  page.waitForFunction((wanted) => document.querySelectorAll('.problems li').length === wanted, count);

describe('mending', () => {
  it('one by one leaves the focus at the next, then at the way back, and says what was done', async () => {
    const page = await site.open(CHECKER);
    await page.fill('#seccomp-text', WRONG);
    await problems(page, 3);
    await page.focus('.problems li:nth-child(2) .fix');
    const steps: unknown[] = [];
    for (const left of [2, 1, 0]) {
      await page.keyboard.press('Enter');
      await problems(page, left);
      steps.push([await focused(page), await page.textContent('#seccomp-undo-text')]);
    }
    await page.keyboard.press('Enter');
    await problems(page, 1);
    steps.push([await focused(page), await page.textContent('#seccomp-undo-text')]);
    expect(steps).toEqual([
      ['Fix', 'Fixed. Undo'],
      ['Fix', 'Fixed. Undo'],
      ['Undo', 'Fixed. Undo'],
      ['Redo', 'Undone. Redo'],
    ]);
    expect(await page.getAttribute('#seccomp-undo-text', 'role')).toBe('status');
  });

  it('all of it leaves the reader at the way back, in sight', async () => {
    const page = await site.open(CHECKER, { viewport: { width: 390, height: 500 } });
    await page.fill('#seccomp-text', WRONG);
    await problems(page, 3);
    await page.click('.problems > .fix');
    await problems(page, 0);
    await expect.poll(() => focused(page)).toBe('Undo');
    await expect
      .poll(() =>
        page.evaluate(() => {
          const { top = -1, bottom = 0 } = document.activeElement?.getBoundingClientRect() ?? {};
          return top >= 0 && bottom <= innerHeight;
        }),
      )
      .toBe(true);
    await page.click('#seccomp-undo-text button');
    await problems(page, 3);
    expect([await text(page), page.complaints]).toEqual([WRONG, []]);
  });

  it.each([
    ['', false],
    [', also where the answer is late', true],
  ])('a finding leaves the focus at the findings, with the way back beside them%s', async (_, isLate) => {
    const page = await site.open(CHECKER);
    await page.fill(
      '#seccomp-text',
      '{ "defaultAction": "SCMP_ACT_ERRNO", "syscalls": [ { "names": ["reboot", "ptrace", "read"], "action": "SCMP_ACT_ALLOW" } ] }',
    );
    await page.click('.finding-notes summary');
    const letGo = isLate ? await holdQuestions(page) : undefined;
    await page.click('.finding-deeds button:text-is("Fix")');
    await letGo?.();
    await page.waitForFunction(() => document.querySelector('.findings .waits') === null);
    await page.waitForFunction(() => document.querySelector('#seccomp-undo-findings')?.textContent === 'Fixed. Undo');
    expect(await focused(page)).toBe('Findings');
  });
});

describe('a preset in the place of an own text', () => {
  it('leaves it in the list, from which it comes back with its runtime', async () => {
    // Where no stack says what starts the container, the preset does.
    const page = await site.open(`${CHECKER}#call=mkdir`);
    await said(page, 'Allowed');
    await page.fill('#seccomp-text', WRONG.replace('ALOW', 'ALLOW'));
    await problems(page, 2);
    await page.selectOption('#seccomp-preset', 'podman-5.4');
    await page.waitForFunction(() => location.hash.includes('podman-5.4'));
    const during = await page.inputValue('#seccomp-runtime');
    await page.selectOption('#seccomp-preset', { label: 'Your own text, kept' });
    await problems(page, 2);
    expect([during, await page.inputValue('#seccomp-runtime'), await text(page)]).toEqual([
      'crun',
      'runc',
      WRONG.replace('ALOW', 'ALLOW'),
    ]);
  });

  it('goes by the editor’s undo too, with its name and runtime', async () => {
    const page = await site.open(`${CHECKER}#call=mkdir`);
    await said(page, 'Allowed');
    await turnToText(page);
    await page.selectOption('#seccomp-preset', 'podman-5.4');
    await page.waitForFunction(() => location.hash.includes('podman-5.4'));
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => location.hash.includes('docker-26.1'));
    expect([await page.inputValue('#seccomp-preset'), await page.inputValue('#seccomp-runtime')]).toEqual([
      'docker-26.1',
      'runc',
    ]);
  });
});

it('a text of one line is laid out by a button, which gives the focus to the way back', async () => {
  const page = await site.open(CHECKER);
  const one =
    '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read","write","accept4","exit_group"],"action":"SCMP_ACT_ALLOW"}]}';
  await page.fill('#seccomp-text', one);
  await page.focus('button:text-is("Format the text")');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.textContent === 'Undo');
  const formatted = await text(page);
  await page.keyboard.press('Enter');
  await page.waitForSelector('button:text-is("Format the text")');
  expect([formatted.split('\n').slice(0, 5), await text(page), page.complaints]).toEqual([
    [
      '{',
      '  "defaultAction": "SCMP_ACT_ERRNO",',
      '  "syscalls": [',
      '    {',
      '      "names": ["read", "write", "accept4", "exit_group"],',
    ],
    one,
    [],
  ]);
});
