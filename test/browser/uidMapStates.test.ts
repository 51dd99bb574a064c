import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deflateText } from '../../src/share/deflateText.ts';
import { axeFindings } from './axeFindings.ts';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/uid-map/';
const PHONE = { viewport: { width: 390, height: 844 } };
const sentence = (page: WatchedPage) => page.textContent('.answer-sentence');
const overflow = (page: WatchedPage) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
const awake = (page: WatchedPage) =>
  page.waitForFunction(() => document.querySelector('astro-island:not([ssr])') !== null);

/** Types as a paste does: all at once. */
async function paste(page: WatchedPage, text: string): Promise<void> {
  await page.focus('#uid-map-text');
  await awake(page);
  await page.fill('#uid-map-text', text);
}

const CASES = [
  'The talk’s registry',
  'Docker with a bind mount',
  'Rootless Podman on a laptop',
  'Look up a user of a Proxmox container',
  'Make a map for a Proxmox share',
  'Podman within Docker',
  'Bozo’s range',
];

describe('every worked case opens from its card', () => {
  it('and these are all', async () => {
    const page = await site.open(PATH);
    expect(await page.$$eval('.gallery a', (links) => links.map((link) => link.textContent))).toEqual(CASES);
  });

  it.each(CASES)('%s', async (title) => {
    const page = await site.open(PATH, { ...PHONE, reducedMotion: 'reduce' });
    const card = page.locator('.gallery li', { hasText: title });
    const promised = await card.locator('.answer-line').textContent();
    await card.locator('a').click();
    await page.waitForFunction((said) => document.querySelector('.answer-sentence')?.textContent === said, promised);
    // The second case has all parts of an answer, with warnings and remedies.
    const found = title === CASES[1] ? await axeFindings(page) : [];
    const top = await page.evaluate(() => document.querySelector('.uid-map')?.getBoundingClientRect().top ?? -1);
    await page.setViewportSize({ width: 320, height: 800 });
    expect({ found, complaints: page.complaints, overflow: await overflow(page), inSight: top >= 0 }).toEqual({
      found: [],
      complaints: [],
      overflow: 0,
      inSight: true,
    });
  });
});

describe('a link with a state of its own', () => {
  it('stands at no moment beside the answer that the page is served with', async () => {
    const page = await site.open('/play/');
    // The answer comes once the linked state has been in sight without it.
    const isSeen = Promise.withResolvers<void>();
    await page.route(/worker/, async (route) => {
      await isSeen.promise;
      await route.continue();
    });
    await page.addInitScript(() => {
      const seen = new Set<string>();
      const look = () => {
        const field = document.querySelector<HTMLInputElement>('#uid-map-inside');
        const sentence = document.querySelector('.answer-sentence');
        const answer = sentence?.checkVisibility({ visibilityProperty: true }) ? sentence.textContent : 'none';
        if (field) seen.add(`${field.value}: ${answer}`);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      Object.assign(window, { seen });
    });
    await page.goto(`${site.origin}${PATH}#id=0`);
    await page.waitForFunction(() => [...(window as unknown as { seen: Set<string> }).seen].includes('0: none'));
    isSeen.resolve();
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.startsWith('0 in'));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
    expect(seen.filter((each) => each.startsWith('0:'))).toEqual([
      '0: none',
      '0: 0 in the container is 165536 on the host.',
    ]);
  });
});

describe('the map as a table', () => {
  it('on a phone has each cell in sight, the user’s own ID too', async () => {
    const page = await site.open(`${PATH}#subuid=ann:100000:65536&reader=podman&user=ann&uid=1000`, PHONE);
    await page.focus('#uid-map-uid');
    await page.waitForSelector('.extents td:has-text("own ID")');
    expect(await page.$eval('.extents', (table) => table.scrollWidth - table.clientWidth)).toBe(0);
  });
});

describe('a number of the user that is none', () => {
  it('is told at its field and in place of the answer', async () => {
    const page = await site.open(`${PATH}#subuid=ann:100000:65536&reader=podman&user=ann&uid=zzz`, PHONE);
    await page.focus('#uid-map-uid');
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent === '“zzz” is not a UID.');
    const field = await page.$eval('#uid-map-uid', (input) => [
      input.getAttribute('aria-invalid'),
      document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent,
      input.parentElement?.nextElementSibling?.id === input.getAttribute('aria-describedby'),
    ]);
    expect(field).toEqual([
      'true',
      '“zzz” is not a UID. Type a number from 0 to 4294967294, or leave the field empty.',
      true,
    ]);
    expect([await page.locator('.uid-map-answer svg.id-picture').count(), page.complaints]).toEqual([0, []]);
    await page.fill('#uid-map-uid', '1000');
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.includes('100032'));
  });
});

describe('what answers is chosen beside it', () => {
  it('a kernel of one’s own, in the link as well', async () => {
    const page = await site.open(PATH);
    await page.fill('#uid-map-text', '0 0 18446744073709551616\n');
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.includes('EINVAL'));
    await page.click('.stack-programs summary');
    await page.fill('#uid-map-kernel', '3.7');
    await page.waitForSelector('#uid-map-kernel-problem');
    await page.fill('#uid-map-kernel', '7.2.3');
    await page.waitForFunction(
      () => document.querySelector('.answer-sentence')?.textContent === '33 inside is 33 outside.',
    );
    await page.waitForFunction(() => location.hash.includes('stack=docker-29.9&kernel=7.2.3&'));
    expect([await page.locator('#uid-map-kernel-problem').count(), page.complaints]).toEqual([0, []]);
    const shared = await site.open(`${PATH}${await page.evaluate(() => location.hash)}`);
    await shared.waitForFunction(
      () => document.querySelector('.answer-sentence')?.textContent === '33 inside is 33 outside.',
    );
  });

  it('the stack where a map is made, and a line on the next that makes it otherwise', async () => {
    const page = await site.open(`${PATH}#want=1000:1005&have=root:100000:65536&tool=mount&stack=docker-27.3`);
    await page.waitForSelector('.plan-configs .chip.deny');
    await page.waitForSelector('.making .other-stack');
    expect([await page.inputValue('#uid-map-stack'), await page.locator('.other-stack strong').textContent()]).toEqual([
      'docker-27.3',
      'this tool can make the map',
    ]);
    await page.click('.other-stack .btn');
    await page.waitForSelector('.paste pre:has-text("X-mount.idmap=")');
    expect([await page.inputValue('#uid-map-stack'), page.complaints]).toEqual(['docker-26.1', []]);
  });
});

describe('no map is made with the host’s root', () => {
  it('neither by the card of the error nor by a link', async () => {
    const page = await site.open(PATH);
    await page.fill('#uid-map-text', 'newuidmap: uid range [0-1) -> [0-1) not allowed\nann:100000:65536\n');
    await page.waitForSelector('.error-card');
    expect(await page.locator('.error-card a:has-text("Make this map")').count()).toBe(0);
    const made = await site.open(`${PATH}#want=u0:0`);
    await made.focus('#uid-map-mapping-0-inside');
    await made.waitForFunction(
      () => document.querySelector('.answer-sentence')?.textContent === 'No map: host ID 0 is root.',
    );
    expect(await made.locator('.paste, .error-card, .plan-configs').count()).toBe(0);
  });
});

describe('a question from a forum, on a phone, by keyboard alone', () => {
  it('container uid 1000 must write to a share owned by 1005 on the host', async () => {
    const page = await site.open(PATH, PHONE);
    await tabTo(page, '[name="uid-map-task"]');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('#uid-map-mapping-0-inside');
    await tabTo(page, '#uid-map-mapping-0-inside');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1000');
    await tabTo(page, '#uid-map-mapping-0-outside');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1005');
    await page.waitForFunction(() => location.hash.includes('want=1000:1005'));
    // The address is written by what is typed, the configuration by the answer to it: first for the stack's own engine.
    await page.waitForSelector('.paste pre:has-text("dockremap:1005:1")');
    await tabTo(page, '#uid-map-tool');
    await page.keyboard.type('Prox');
    await page.waitForFunction(() => location.hash.includes('tool=proxmox'));
    await page.waitForSelector('.paste pre:has-text("u 1000 1005 1")');
    const pasted = await page.$$eval('.paste', (blocks) =>
      blocks.map((block) => [
        block.querySelector('.paste-head span')?.textContent,
        block.querySelector('pre')?.textContent,
      ]),
    );
    expect(pasted).toEqual([
      ['On the host, as root', 'pct shutdown CTID'],
      [
        'In /etc/pve/lxc/CTID.conf, in place of every lxc.idmap line',
        'lxc.idmap: u 0 100000 1000\nlxc.idmap: u 1000 1005 1\nlxc.idmap: u 1001 101001 64535\n' +
          'lxc.idmap: g 0 100000 1000\nlxc.idmap: g 1000 1005 1\nlxc.idmap: g 1001 101001 64535\n',
      ],
      ['Add to /etc/subuid, and keep the existing lines', 'root:1005:1\n'],
      ['Add to /etc/subgid, and keep the existing lines', 'root:1005:1\n'],
      [
        'On the host, as root',
        'pct mount CTID\nfind /var/lib/lxc/CTID/rootfs -xdev -gid 101000 -exec chgrp -h 1005 {} +\n' +
          'find /var/lib/lxc/CTID/rootfs -xdev -uid 101000 -exec chown -h 1005 {} +\npct unmount CTID',
      ],
      ['On the host, as root', 'pct start CTID'],
      ['On the host, as root', 'lxc-attach -n CTID -u 1000 -g 1000 -- touch TARGET/try\nls -ln DIR/try'],
    ]);
    expect([await page.evaluate(() => location.hash), page.complaints]).toEqual([
      '#want=1000:1005&have=root:100000:65536&tool=proxmox&stack=docker-29.9',
      [],
    ]);
  });

  it('a line that is jumped to is lit until the field is left', async () => {
    const page = await site.open(PATH, PHONE);
    await page.fill(
      '#uid-map-text',
      'root:100000:65536\njo:1000:1\n\n$ ls -ln\n-rw-r--r-- 1 1005 1005 0 Mar  3 10:12 x\n',
    );
    await page.click('.parts li:nth-child(2) button');
    const lit = () => page.$$eval('.line-field-gutter .lit', (lines) => lines.map(({ textContent }) => textContent));
    await page.waitForFunction(() => document.querySelectorAll('.line-field-gutter .lit').length > 0);
    expect(await lit()).toContain('5');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.waitForFunction(
      () => ![...document.querySelectorAll('.line-field-gutter .lit')].some(({ textContent }) => textContent === '5'),
    );
  });

  it('of a link with 49,000 lines draws the numbers in sight alone, each beside its line, and has the whole text', async () => {
    const lines = 49_000;
    const page = await site.open(`${PATH}#paste.z=${await deflateText('\n'.repeat(lines - 1))}`);
    await page.waitForFunction(() => !document.querySelector('astro-island[data-opening]'));
    /** How many numbers are drawn, the last of them, and by how many lines it stands off that line of the text. */
    const drawn = () =>
      page.evaluate((lines) => {
        const numbers = document.querySelector('.line-field-gutter');
        const area = document.querySelector('#uid-map-text');
        if (!numbers || !(area instanceof HTMLTextAreaElement)) return undefined;
        const all = numbers.textContent.trim().split(/\s+/);
        const text = document.createRange();
        text.selectNodeContents(numbers);
        const { top, height } = area.getBoundingClientRect();
        const lineHeight = height / lines;
        const last = Number(all.at(-1));
        const off = (text.getBoundingClientRect().bottom - top) / lineHeight - last;
        return [all.length, last, Math.abs(Math.round(off)), area.value.length];
      }, lines);
    await expect.poll(drawn).toEqual([1500, 1500, 0, lines - 1]);
    await page.$eval('.line-field-scroll', (scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await expect.poll(drawn).toEqual([1000, lines, 0, lines - 1]);
  });

  it('the group of the share gets another number', async () => {
    const page = await site.open(`${PATH}#want=1000:1005&tool=proxmox`, PHONE);
    await page.click('.mapping-group button');
    await page.waitForSelector('#uid-map-mapping-1-outside:focus');
    await page.keyboard.type('2000');
    await page.waitForFunction(() => location.hash.includes('want=u1000:1005,g1000:2000'));
  });

  it('the mappings are cleared and had again, and the focus stays in sight', async () => {
    const page = await site.open(`${PATH}#want=1000:1005&tool=lxc`, PHONE);
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.startsWith('3 lines'));
    const clear = page.locator('button:has-text("Clear mappings")');
    await clear.click();
    await page.waitForSelector('#uid-map-mapping-0-inside:focus');
    await page.waitForFunction(() => document.querySelector('.undo-line')?.textContent?.includes('Mapping cleared.'));
    expect([await page.inputValue('#uid-map-mapping-0-inside'), await clear.count()]).toEqual(['', 0]);
    await page.click('.undo-line button');
    await page.waitForFunction(() => location.hash.includes('want=1000:1005'));
    expect(page.complaints).toEqual([]);
  });

  it('another mapping, and one that contradicts it', async () => {
    const page = await site.open(`${PATH}#want=1000:1005,33:33&tool=lxc`, PHONE);
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.startsWith('5 lines'));
    await page.click('button:has-text("Add mapping")');
    await page.fill('#uid-map-mapping-2-inside', '1000');
    await page.fill('#uid-map-mapping-2-outside', '7');
    await page.waitForFunction(
      () => document.querySelector('.answer-sentence')?.textContent === 'No map satisfies these mappings.',
    );
    await page.click('[aria-label="Remove mapping 3"]');
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.startsWith('5 lines'));
    expect(await page.locator('.plan-configs select').inputValue()).toBe('lxc');
  });
});

describe('what is pasted', () => {
  it('is shown from the beginning of a line that is longer than the field', async () => {
    const page = await site.open(PATH, { ...PHONE, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.focus('#uid-map-text');
    await awake(page);
    await page.evaluate(() =>
      navigator.clipboard.writeText('lxc.idmap: u 0 100000 65536 and a line that is longer than a phone is wide'),
    );
    await page.keyboard.press('ControlOrMeta+V');
    const left = () =>
      page.$eval('#uid-map-text', ({ parentElement: scroller }) => [
        (scroller?.scrollWidth ?? 0) > (scroller?.clientWidth ?? 0),
        scroller?.scrollLeft,
      ]);
    await expect.poll(left).toEqual([true, 0]);
  });

  it('is recognised part by part, and a listing is shown from the other side', async () => {
    const page = await site.open(PATH);
    await paste(page, 'dockremap:165536:65536\n\n-rw-r--r-- 1 165569 165536 0 Nov 25 00:34 a\n');
    await page.waitForSelector('.seen pre');
    const names = await page.$$eval('.parts li', (items) => items.map((item) => item.textContent));
    expect([names, await page.textContent('.seen pre')]).toEqual([
      ['line 1: /etc/subuid or /etc/subgid', 'line 3: output of ls'],
      '-rw-r--r-- 1 33 0 0 Nov 25 00:34 a',
    ]);
    await page.check('.seen input[value="inside"]', { force: true });
    await page.waitForFunction(() => document.querySelector('.seen pre')?.textContent?.includes('65534'));
  });

  it('an error is explained, with the id that is worth asking for', async () => {
    const page = await site.open(PATH);
    await paste(
      page,
      'alice:100000:65536\n\npotentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow): Check /etc/subuid and /etc/subgid if configured locally and run "podman system migrate": lchown /etc/gshadow: invalid argument',
    );
    await page.waitForSelector('.error-card');
    expect(await page.textContent('.error-card')).toContain('/etc/gshadow');
    await page.click('.error-card .btn:has-text("Look up")');
    await page.waitForFunction(() => /kind=gid/.test(location.hash) && /id=42/.test(location.hash));
    expect(await page.textContent('.answer-sentence')).toBe('42 in the container is 100041 on the host.');
    expect(await page.$('.error-card .btn:has-text("Look up")')).toBeNull();
    expect(page.complaints).toEqual([]);
  });

  it('no text is a start: what to paste, and examples that open', async () => {
    const page = await site.open(PATH);
    await paste(page, '');
    await page.waitForSelector('.answer-examples');
    expect([
      await page.textContent('.answer-sentence'),
      await page.$$eval('.id-field input', (fields) => fields.map((field) => (field as HTMLInputElement).value)),
      await page.$('.id-picture'),
      await page.$('[aria-invalid]'),
    ]).toEqual(['No text yet.', ['33', ''], null, null]);
    await page.click('.answer-examples a >> nth=0');
    await page.waitForSelector('.id-picture');
    expect(await page.textContent('.answer-sentence')).toBe('33 in the container is 165569 on the host.');
    expect(page.complaints).toEqual([]);
  });

  it('of a namespace within another is asked at every depth', async () => {
    const page = await site.open(`${PATH}#map=0:100000:65536&in1=0:1000:1,1:1:999&id=0`);
    await page.waitForFunction(() => document.querySelectorAll('.id-field').length === 3);
    expect(
      await page.$$eval('.id-field input', (fields) => fields.map((field) => (field as HTMLInputElement).value)),
    ).toEqual(['0', '1000', '101000']);
    await page.fill('#uid-map-at-1', '5');
    await page.waitForFunction(() => location.hash.includes('at=1:5'));
    expect(await sentence(page)).toBe('5 in the namespace within it is 5 in the namespace and 100005 on the host.');
  });
});

describe('the picture', () => {
  it('tells the exact ids of a band by keyboard, and lights its row', async () => {
    const page = await site.open(`${PATH}#map=0:1000:1,1:100000:65536&id=0`);
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.startsWith('0 inside'));
    await page.waitForSelector('.id-picture.wide [tabindex="0"]');
    await page.focus('.id-picture.wide [tabindex="0"]');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('tr.pointed');
    expect([await page.textContent('.picture-readout'), await page.textContent('tr.pointed .extent-number')]).toEqual([
      'Range 2: 1 to 65536 inside are 100000 to 165535 outside (65536 IDs)',
      '2',
    ]);
  });
});

describe('a long text', () => {
  it('loses no letter while it is answered, and no answer stays that is of another question', async () => {
    const page = await site.open(PATH);
    await page.focus('#uid-map-text');
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
    // What is seen of the answer at every change of the page: none but of the first question, or of a text that was in the field.
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const sentence = document.querySelector('.answer-sentence')?.textContent ?? '';
        if (sentence !== seen.at(-1)) seen.push(sentence);
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    const lines = `dockremap:200000:65536\n${'jo:400000:65536\n'.repeat(20_000)}`;
    await page.evaluate((text) => {
      const field = document.querySelector('#uid-map-text') as HTMLTextAreaElement;
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.setSelectionRange(text.length, text.length);
    }, lines);
    await page.keyboard.type('typed-while-it-is-at-work:100000:65536');
    await page.fill('#uid-map-inside', '5');
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.startsWith('5 '));
    const { text, seen } = await page.evaluate(() => ({
      text: (document.querySelector('#uid-map-text') as HTMLTextAreaElement).value,
      seen: (window as unknown as { seen: string[] }).seen,
    }));
    const allowed = [
      '33 in the container is 165569 on the host.',
      '33 in the container is 200033 on the host.',
      '5 in the container is 200005 on the host.',
      '',
    ];
    expect([
      text === `${lines}typed-while-it-is-at-work:100000:65536`,
      seen.filter((each) => !allowed.includes(each)),
      seen.at(-1),
    ]).toEqual([true, [], '5 in the container is 200005 on the host.']);
  }, 60_000);
});
