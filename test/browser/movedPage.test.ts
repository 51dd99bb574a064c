import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { headersText } from '../../src/tools/build/headersFile.ts';
import { movedPage } from '../../src/tools/build/moved/movedPages.ts';
import { openSite, type Site } from './site.ts';

const BASE = '/deep';
const MOVE = { from: '/learn/old/', to: '/learn/new/' };
const page = (title: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; img-src 'self'"><title>${title}</title></head><body><main>${title}</main></body></html>`;
const PAGES = [
  { path: '/404.html', html: page('Missing') },
  { path: MOVE.from, html: movedPage(MOVE, { base: BASE, site: undefined }) },
  { path: MOVE.to, html: page('New') },
];

let folder: string;
let site: Site;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moved-'));
  for (const { path, html } of PAGES) {
    const file = join(folder, path.replace(/\/$/, '/index.html'));
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, html);
  }
  await writeFile(join(folder, '_headers'), headersText(PAGES, BASE, []));
  site = await openSite(folder, BASE);
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** But for the icon, which these pages haven’t got. */
const complaints = (each: { complaints: string[] }) => each.complaints.filter((said) => !/favicon|404 \(/.test(said));

it.each([
  ['', ''],
  ['#part', '#part'],
  ['?q=1#stack=docker-26.1&call=socket(AF_VSOCK)', '?q=1#stack=docker-26.1&call=socket(AF_VSOCK)'],
])('leads on with “%s”, and back to where one came from', async (asked, kept) => {
  const opened = await site.open('/404.html');
  await opened.goto(`${site.origin}${MOVE.from}${asked}`);
  await opened.waitForURL(`${site.origin}${MOVE.to}${kept}`);
  expect(await opened.textContent('main')).toBe('New');
  await opened.goBack();
  expect([new URL(opened.url()).pathname, complaints(opened)]).toEqual([`${BASE}/404.html`, []]);
});

it('leads on without a script too', async () => {
  const opened = await site.open(MOVE.from, { javaScriptEnabled: false });
  await opened.waitForURL(`${site.origin}${MOVE.to}`);
  expect(await opened.textContent('main')).toBe('New');
});
