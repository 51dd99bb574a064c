import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/uid-map/';
const answer = (page: WatchedPage) => page.textContent('.answer-sentence');
const fragment = (page: WatchedPage) => page.evaluate(() => location.hash);

describe('the UID-mapping calculator', () => {
  it('answers before any script', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    expect(await answer(page)).toBe('33 in the container is 165569 on the host.');
  });

  it('asks for no script until the reader turns to it', async () => {
    const page = await site.openFirst('/404.html');
    const scripts: string[] = [];
    page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
    await page.goto(site.origin + PATH, { waitUntil: 'networkidle' });
    const before = scripts.length;
    await page.focus('#uid-map-inside');
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
    expect([before, scripts.length > 0]).toEqual([0, true]);
  });

  it('is worked by keyboard alone: another range, another user, the other side, another text', async () => {
    const page = await site.open(PATH);
    const seen: unknown[] = [];
    const see = async () => seen.push([await answer(page), await fragment(page)]);

    await tabTo(page, '#uid-map-inside');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1000');
    await page.waitForFunction(() => location.hash.includes('id=1000'));
    await see();
    await tabTo(page, '#uid-map-outside');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('165536');
    await page.waitForFunction(() => location.hash.includes('out=165536'));
    await see();
    await tabTo(page, '#uid-map-text');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('bozo:5000:10000');
    await page.waitForFunction(() => location.hash.includes('bozo:5000:10000&user=bozo&'));
    await tabTo(page, '#uid-map-user');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('boz');
    await page.waitForFunction(() => location.hash.includes('user=boz&'));
    await page.keyboard.type('o');
    await page.waitForFunction(() => location.hash.includes('user=bozo&'));
    await see();
    expect(seen).toEqual([
      [
        '1000 in the container is 166536 on the host.',
        '#stack=docker-29.9&subuid=dockremap:165536:65536&user=dockremap&id=1000',
      ],
      [
        '0 in the container is 165536 on the host.',
        '#stack=docker-29.9&subuid=dockremap:165536:65536&user=dockremap&out=165536',
      ],
      [
        '165536 on the host has no ID in the container; it appears there as 65534.',
        '#stack=docker-29.9&subuid=bozo:5000:10000&user=bozo&out=165536',
      ],
    ]);
    expect(page.complaints).toEqual([]);
  });

  it('keeps its state over a reload and Back, and does not flood the history', async () => {
    const page = await site.open('/');
    await page.goto(`${site.origin}${PATH}#map=0:1000:1,1:100000:65536&id=0`);
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.includes('1000'));
    const lengths = [await page.evaluate(() => history.length)];
    await page.fill('#uid-map-inside', '1');
    await page.waitForFunction(() => location.hash.endsWith('id=1'));
    lengths.push(await page.evaluate(() => history.length));
    const said = [await answer(page)];
    await page.reload();
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.startsWith('1 '));
    said.push(await answer(page));
    await page.goto(`${site.origin}/`);
    await page.goBack();
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.startsWith('1 '));
    said.push(await answer(page));
    expect([new Set(said), new Set(lengths).size]).toEqual([new Set(['1 inside is 100000 outside.']), 1]);
  });

  it('loses nothing on bad input and says every problem at its line', async () => {
    const page = await site.open(`${PATH}#stack=docker-27.3`);
    await page.fill('#uid-map-text', 'dockremap:165536\nnonsense\ndockremap:5:x');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length >= 3);
    const lines = await page.$$eval('.problems li', (items) =>
      items.map((item) => item.textContent?.match(/line (\d+)/i)?.[1]),
    );
    expect([lines, await page.inputValue('#uid-map-text')]).toEqual([
      ['1', '2', '3'],
      'dockremap:165536\nnonsense\ndockremap:5:x',
    ]);
  });

  it('reads a dropped file', async () => {
    const page = await site.open(PATH);
    await page.focus('#uid-map-text');
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['dockremap:231072:65536\n'], 'subuid'));
      return transfer;
    });
    await page.dispatchEvent('#uid-map-text', 'drop', { dataTransfer: data });
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.includes('231105'));
    expect(await answer(page)).toBe('33 in the container is 231105 on the host.');
  });

  it('reads a dropped file whose last line no newline ends as newuidmap of the stack does, also in a link', async () => {
    const page = await site.open(`${PATH}#stack=podman-5.8&uid=1000&id=1`);
    await page.waitForFunction(() => document.querySelector('.computed-for')?.textContent?.includes('Linux 7.2'));
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['ann:100000:65536'], 'subuid'));
      return transfer;
    });
    await page.dispatchEvent('#uid-map-text', 'drop', { dataTransfer: data });
    await page.waitForFunction(() => location.hash.includes('format=subuid'));
    await expect.poll(() => answer(page)).toBe('No map: Podman refuses.');
    await page.reload();
    await page.waitForFunction(() => document.querySelector('.computed-for')?.textContent?.includes('Linux 7.2'));
    expect([await answer(page), await page.locator('#uid-map-read-as').inputValue()]).toEqual([
      'No map: Podman refuses.',
      'subuid',
    ]);
  });

  it('says with another stack what its programs say: the one chosen, and each of them by itself', async () => {
    const page = await site.open(PATH);
    const computedFor = () => page.locator('.computed-for').textContent();
    const seen = [(await computedFor())?.replace(/Report.*/s, '')];
    await tabTo(page, '#uid-map-stack');
    await page.keyboard.type('Docker 20.10.24');
    await page.waitForFunction(() =>
      document.querySelector('.computed-for')?.textContent?.includes('dockerd 20.10.24'),
    );
    seen.push((await computedFor())?.replace(/Report.*/s, ''));
    await tabTo(page, '.stack-programs > summary');
    await page.keyboard.press('Enter');
    await tabTo(page, '#uid-map-shadow');
    await page.keyboard.type('4.20');
    await page.waitForFunction(() => location.hash.includes('versions='));
    await tabTo(page, '#uid-map-text');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(
      'lxc.idmap = u 0 100000 10\nlxc.idmap = g 0 100000 10\n\n==> /etc/subuid <==\nroot:0:0\n',
    );
    await page.waitForFunction(() => document.querySelector('.computed-for')?.textContent?.includes('LXC'));
    expect([seen, await answer(page), await page.locator('.stack-changed').textContent(), page.complaints]).toEqual([
      [
        'Computed for dockerd 29.9.0, Linux 6.12, from source only: dockerd 29.9.0',
        'Computed for dockerd 20.10.24, Linux 6.1, tested: dockerd and Linux',
      ],
      'The container does not start.',
      'Changed in this stack: newuidmap 4.20.3. The answer is for LXC 5.0.2; this stack has Docker.',
      [],
    ]);
  });

  it('says unasked which other stack answers otherwise, and shows its answer', async () => {
    const page = await site.open(PATH);
    const other = page.locator('.other-stack');
    await tabTo(page, '#uid-map-text');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('dockremap:165536:65536\ndockremap:x:5\n');
    const seen = [await other.textContent(), await answer(page)];
    await other.locator('button').click();
    await page.waitForFunction(() => location.hash.includes('stack=docker-26.1'));
    await expect.poll(() => answer(page)).toContain('No map');
    seen.push(await answer(page), await page.locator('#uid-map-stack').inputValue(), await other.textContent());
    expect([seen, page.complaints]).toEqual([
      [
        'Docker 26.1 on Debian 13 answers differently: No map: dockerd does not start. Check with Docker 26.1 on Debian 13',
        '33 in the container is 165569 on the host.',
        'No map: dockerd does not start.',
        'docker-26.1',
        'Docker 28.5 on Debian sid answers differently: 33 in the container is 165569 on the host. Check with Docker 28.5 on Debian sid',
      ],
      [],
    ]);
  });

  it('withholds what the stack’s releases have no way for, with the reason', async () => {
    const page = await site.open(`${PATH}#want=1000:1005&tool=mount&stack=docker-24.0`);
    const card = page.locator('.uid-map-answer');
    await expect.poll(() => card.textContent()).toContain('ignores X-mount.idmap and mounts without an ID map.');
    expect([
      (await page.locator('.computed-for').textContent())?.replace(/Report.*/s, ''),
      (await card.textContent())?.includes('sudo mount'),
      page.complaints,
    ]).toEqual(['Computed for util-linux 2.38.1, Linux 6.1', false, []]);
  });

  it('reports with the state in it', async () => {
    const page = await site.open(`${PATH}#map=0:7:1&id=0`);
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.includes('7'));
    await page.click('.computed-for summary');
    await page.waitForFunction(() => document.querySelector('.computed-for pre')?.textContent?.includes('map='));
    const report = await page.textContent('.computed-for pre');
    expect([report?.split('\n')[0], report?.includes('/play/uid-map/#map=0:7:1&id=0')]).toEqual(['UID map', true]);
  });
});
