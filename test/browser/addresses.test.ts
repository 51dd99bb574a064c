import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKER, text as checkerText } from './checker.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const CALCULATOR = '/play/uid-map/';
const hash = (page: WatchedPage) => page.evaluate(() => location.hash);
const untilHash = (page: WatchedPage, part: string) =>
  page.waitForFunction((wanted) => location.hash.includes(wanted), part);
const untilAnswer = (page: WatchedPage, part: string) =>
  page.waitForFunction((wanted) => document.querySelector('.answer-sentence')?.textContent?.includes(wanted), part);

/** Lines that don't pack, more of them than any link holds: few and long, for it is the size that counts here. */
function tooLong(): string[] {
  let state = 20160824;
  const word = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state.toString(36);
  };
  return Array.from({ length: 100 }, () => Array.from({ length: 400 }, word).join(''));
}

describe('the calculator’s address', () => {
  it('is the state in sight, also after Back', async () => {
    const page = await site.open(`${CALCULATOR}#map=0:5:9&id=1`);
    await untilAnswer(page, '6');
    await page.evaluate(() => {
      location.hash = '#map=0:100:9&id=2';
    });
    await untilAnswer(page, '102');
    await page.fill('#uid-map-inside', '3');
    await untilHash(page, 'id=3');
    await page.goBack();
    await untilAnswer(page, '6');
    const back = await hash(page);
    await page.goForward();
    await untilAnswer(page, '103');
    expect([back, await hash(page)]).toEqual(['#map=0:5:9&id=1', '#map=0:100:9&id=3']);
  });

  it('keeps under Make what was pasted before, over a reload', async () => {
    const page = await site.open(CALCULATOR);
    await page.fill('#uid-map-text', 'ann:300000:65536');
    await untilHash(page, 'subuid=ann:300000:65536');
    await page
      .getByRole('tab', { name: /make/i })
      .or(page.getByRole('radio', { name: /make/i }))
      .first()
      .click();
    await untilHash(page, 'want=');
    await page.reload();
    await page.waitForSelector('.making');
    expect(await hash(page)).toContain('subuid=ann:300000:65536');
  });

  it('is copied whole at once behind a paste', async () => {
    const page = await site.open(CALCULATOR, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.focus('#uid-map-text');
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
    await page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>('#uid-map-text');
      if (!field) return;
      field.value = '# for Docker\ndockremap:300000:65536\n';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    const width = () => page.$eval('.copy .btn.first', (button) => button.getBoundingClientRect().width);
    const before = await width();
    await page.evaluate(() => {
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Copy link')?.click();
    });
    await page.waitForSelector('.copy-outcome:not(:empty)');
    expect(await width()).toBe(before);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto('about:blank');
    await page.goto(copied);
    await untilAnswer(page, '300033');
    expect(await page.inputValue('#uid-map-text')).toBe('# for Docker\ndockremap:300000:65536\n');
  });

  it('stands for a text too long for a link, which the tab keeps', async () => {
    const page = await site.open(CALCULATOR);
    const long = tooLong()
      .map(
        (line) => `# ${line}
`,
      )
      .join('');
    await page.fill('#uid-map-text', long);
    await untilHash(page, 'kept=');
    const said = await page.textContent('.state-link');
    await page.reload();
    await page.waitForFunction((length) => {
      const field = document.querySelector<HTMLTextAreaElement>('#uid-map-text');
      return field?.value.length === length;
    }, long.length);
    expect([await page.inputValue('#uid-map-text'), said]).toEqual([
      long,
      'This text is too long for a link. This browser tab keeps it, even after a reload. Save as a fileShare…',
    ]);
    const elsewhere = await site.open(`${CALCULATOR}${await hash(page)}`);
    await elsewhere.waitForSelector('.notices p:not([data-when])');
    expect([await elsewhere.textContent('.notices:not(.missing)'), page.complaints]).toEqual([
      'This address is for a text too long for a link; only the browser tab where it was typed has it. Go back to that tab, or ask for the text as a file.',
      [],
    ]);
  });
});

/** Reports a changed address to the page only a second later, as a busy browser may. The clock is the test’s. */
async function reportLate(page: WatchedPage): Promise<void> {
  await page.clock.install();
  await page.addInitScript(() =>
    addEventListener('hashchange', (event) => {
      if (!event.isTrusted) return;
      event.stopImmediatePropagation();
      setTimeout(() => dispatchEvent(new HashChangeEvent('hashchange', event)), 1000);
    }),
  );
  // So that it listens before the page’s own scripts do.
  await page.reload();
}

describe('a link that is followed while the previous state is being written', () => {
  it.each<[path: string, field: string, typed: string, link: string, opened: string]>([
    [CALCULATOR, '#uid-map-inside', '3', '#map=0:100:9&id=2', '2'],
    ['/reference/syscalls/', '#calls-find', 'mount', '#find=clone', 'clone'],
    ['/reference/syscalls/', '#calls-find', 'mount', '#clone3', ''],
    ['/talk/own/', '#own-links', '/learn/iceberg/', '#links=/learn/seccomp/', '/learn/seccomp/'],
  ])('%s opens it', async (path, field, typed, link, opened) => {
    const page = await site.open(path);
    await reportLate(page);
    await page.fill(field, typed);
    await untilHash(page, typed);
    await page.$eval(
      field,
      (element, followed) => {
        const typing = element as HTMLInputElement;
        typing.value += '1';
        typing.dispatchEvent(new Event('input', { bubbles: true }));
        location.hash = followed;
      },
      link,
    );
    await page.clock.runFor(1000);
    await expect.poll(() => page.inputValue(field)).toBe(opened);
    expect([await hash(page), page.complaints]).toEqual([link, []]);
  });
});

describe('a link that is asked for as soon as it can be', () => {
  it.each([`${CALCULATOR}#map=0:165536:65536&id=33`, `${CHECKER}#stack=docker-26.1&call=clone3`])(
    '%s: is of the state in the address, and none is there before',
    async (address) => {
      const page = await site.open('/404.html', { permissions: ['clipboard-read', 'clipboard-write'] });
      const isSeen = Promise.withResolvers<void>();
      await page.route('**/_astro/*.js', async (route) => {
        await isSeen.promise;
        await route.continue();
      });
      await page.goto(`${site.origin}${address}`, { waitUntil: 'commit' });
      const button = page.getByRole('button', { name: 'Copy link' });
      await page.getByRole('button', { name: 'Copy link', includeHidden: true }).waitFor({ state: 'attached' });
      const early = await button.isVisible();
      isSeen.resolve();
      await button.click();
      await page.waitForSelector('.copy-outcome:not(:empty)');
      const copied = new URL(await page.evaluate(() => navigator.clipboard.readText())).hash;
      const wanted = address.slice(address.indexOf('#') + 1).split('&');
      expect([early, wanted.filter((entry) => !decodeURIComponent(copied).includes(entry)), page.complaints]).toEqual([
        false,
        [],
        [],
      ]);
    },
  );
});

describe('the checker’s address', () => {
  it('keeps what it does not know of a link, in the address and in each link made of it, until another link is opened', async () => {
    const page = await site.open(`${CHECKER}#call=mkdir&colour=red`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const copied = async () => {
      // What was said of the copy before stays in sight for a while, so it is the clipboard that tells when this one is there.
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await page.getByRole('button', { name: 'Copy link' }).click();
      const link = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(link).not.toBe('');
      return new URL(await link()).hash;
    };
    await page.waitForFunction(() => document.querySelector('#seccomp-verdict')?.textContent?.includes('mkdir'));
    const said = await page.textContent('.notices:not(.missing)');
    const opened = await copied();
    await page.fill('#seccomp-ask', 'rename');
    await untilHash(page, 'call=rename');
    const changed = await hash(page);
    await page.evaluate(() => {
      location.hash = 'call=unlink';
    });
    await page.waitForFunction(() => document.querySelector('#seccomp-verdict')?.textContent?.includes('unlink'));
    expect([said, opened, changed, await copied(), page.complaints]).toEqual([
      expect.stringContaining(
        'a key “colour” that this page does not know. It changes nothing here, and stays in the link.',
      ),
      expect.stringMatching(/^#(?!.*rename).*call=mkdir.*&colour=red$/),
      expect.stringMatching(/call=rename.*&colour=red$/),
      expect.not.stringContaining('colour'),
      [],
    ]);
  });

  it('keeps the reader’s own text while the tab is open, over a visit elsewhere', async () => {
    const page = await site.open(CHECKER);
    const own = '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [] }';
    await page.fill('#seccomp-text', own);
    await untilHash(page, 'profile.z=');
    await page.goto(`${site.origin}/`);
    await page.goto(site.origin + CHECKER);
    await untilHash(page, 'profile.z=');
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>('#seccomp-text')?.value.includes('"syscalls": []'),
    );
    expect(await checkerText(page)).toBe(own);
  });

  it('stands for a text too long for a link, which is offered as a file', async () => {
    const page = await site.open(CHECKER);
    const rules = tooLong().map((line) => `{ "names": ["mkdir"], "action": "SCMP_ACT_KILL", "comment": "${line}" }`);
    const long = `{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [\n${rules.join(',\n')}\n] }`;
    await page.fill('#seccomp-text', long);
    await untilHash(page, 'kept=');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    await page.reload();
    await page.waitForFunction(
      (length) => document.querySelector<HTMLTextAreaElement>('#seccomp-text')?.value.length === length,
      long.length,
    );
    const kept = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect([file.suggestedFilename(), kept.page, kept.texts.profile, page.complaints]).toEqual([
      'profile-checker.waterline.json',
      ...[CHECKER, long, []],
    ]);
  });
});

describe('a paste right behind the click that wakes the field', () => {
  it('takes the place of the text that was selected', async () => {
    const page = await site.open(CHECKER, { permissions: ['clipboard-read', 'clipboard-write'] });
    const own = '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [] }';
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), own);
    await page.click('#seccomp-text');
    await page.keyboard.press('Control+a');
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
    await page.keyboard.press('Control+v');
    await untilHash(page, 'profile.z=');
    expect([await checkerText(page), page.complaints]).toEqual([own, []]);
  });
});
