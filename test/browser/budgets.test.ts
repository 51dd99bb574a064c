import { globSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild } from './builds.ts';
import { turnToText } from './checker.ts';
import { foundOn } from './foundOn.ts';
import { kinds } from './kinds.ts';
import { openSite, type Site } from './site.ts';

// Bytes of the first view, gzip: the HTML, and every style and script that the page loads before the reader scrolls.
const KIB = 1024;
const packed = (text: string | Buffer) => gzipSync(text, { level: 9 }).length;
const pages = await builtPages(rootBuild);
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

async function firstView(path: string, html = pages.find((page) => page.path === path)?.html ?? ''): Promise<number> {
  const page = await site.openFirst('/404.html');
  const loaded: Promise<number>[] = [];
  page.on('response', (response) => {
    if (['stylesheet', 'script'].includes(response.request().resourceType())) loaded.push(response.body().then(packed));
  });
  await page.context().clearCookies();
  await page.goto(site.origin + path, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(loaded);
  await page.context().close();
  return packed(html) + sizes.reduce((sum, size) => sum + size, 0);
}

const CHAPTER = /<div id="chapter"[^>]*>([\s\S]*)<\/div>(?=[\s\S]*<nav aria-label="Previous)/;
const STYLE = /<link rel="stylesheet" href="([^"]+)"[^>]*>/g;

/** A chapter's page without its prose and figures, instruments among them: what is left, loaders included, is what every chapter pays for. */
function frameOf(html: string): string {
  const [, chapter = ''] = CHAPTER.exec(html) ?? [];
  return html.replace(chapter, (chapter.match(/<script[\s\S]*?<\/script>/g) ?? []).join(''));
}

/** The styles that figures and instruments bring along, where they stand. */
function stylesOfFigures(html: string): string[] {
  const [, chapter = ''] = CHAPTER.exec(html) ?? [];
  return [...new Set([...chapter.matchAll(STYLE)].map((match) => match[1] ?? ''))];
}

const size = async (address: string) => packed(await readFile(join(rootBuild, address)));

const scripts = async (name: string) =>
  (await readdir(join(rootBuild, '_astro')))
    .filter((file) => file.startsWith(name) && file.endsWith('.js'))
    .map((file) => `_astro/${file}`);

/** A page that is about to wake, and how many bytes of script it comes to, its workers’ included and each script counted once. */
async function openCounted(path: string) {
  const page = await site.openFirst('/404.html');
  const loaded = new Map<string, Promise<number>>();
  page.context().on('response', (response) => {
    // What keeps the pages that are opened is no part of an instrument, has a measure of its own, and comes when the page has time.
    if (!response.url().endsWith('.js') || response.url().includes('keepOffline')) return;
    const bytes = response.body().then(packed);
    loaded.set(response.url(), bytes);
    // One that comes after the count, while the page is closed, is not waited for.
    bytes.catch(() => undefined);
  });
  await page.goto(site.origin + path);
  const total = async () => (await Promise.all(loaded.values())).reduce((sum, bytes) => sum + bytes, 0);
  /** Waits until a script is there. */
  const arrived = (name: string) => expect.poll(() => [...loaded.keys()].some((url) => url.includes(name))).toBe(true);
  return { page, total, arrived };
}

/** The text of a script and of all that come with it: what it imports from the start, but not what it loads later. */
async function withImports(address: string, texts = new Map<string, string>()): Promise<string> {
  const text = await readFile(join(rootBuild, address), 'utf8');
  texts.set(address, text);
  for (const [, file] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
    if (!texts.has(`_astro/${file}`)) await withImports(`_astro/${file}`, texts);
  return [...texts.values()].join('\n');
}

describe('the first view, gzip, stays small', () => {
  it('home, before the reader touches anything: at most 28 KB', async () =>
    expect(await firstView('/')).toBeLessThanOrEqual(28_000));

  it.each(kinds.filter((path) => path.startsWith('/play/')))('%s: at most 60 KiB', async (path) =>
    expect(await firstView(path)).toBeLessThanOrEqual(60 * KIB),
  );

  it.each(kinds.filter((path) => path.startsWith('/reference/')))('%s: at most 120 KiB', async (path) =>
    expect(await firstView(path)).toBeLessThanOrEqual(120 * KIB),
  );

  it('/learn/, the contents: at most 20 KiB', async () =>
    expect(await firstView('/learn/')).toBeLessThanOrEqual(20 * KIB));

  const slugs = globSync(join(import.meta.dirname, '../../content/learn/*.mdx')).map((file) => basename(file, '.mdx'));
  const chapters = pages.filter(({ path }) => slugs.some((slug) => path === `/learn/${slug}/`));
  const ofFigures = async (html: string) =>
    (await Promise.all(stylesOfFigures(html).map(size))).reduce((sum, bytes) => sum + bytes, 0);

  it('the chapter with the largest frame: all but its prose and figures at most 12 KiB', async () => {
    expect(chapters.length).toBe(slugs.length);
    const frames = chapters
      .map(({ path, html }) => ({ path, html, frame: frameOf(html) }))
      .sort((one, other) => packed(other.frame) - packed(one.frame));
    expect(frames.filter(({ html, frame }) => frame.length >= html.length)).toEqual([]);
    const { path = '', html = '', frame = '' } = frames[0] ?? {};
    expect((await firstView(path, frame)) - (await ofFigures(html))).toBeLessThanOrEqual(12 * KIB);
  });

  it('the styles of a chapter’s figures, instruments and exercises: at most 8 KB', async () => {
    const large = await foundOn(chapters, async ({ html }) => {
      const bytes = await ofFigures(html);
      return bytes > 8_000 ? [bytes] : [];
    });
    expect(large).toEqual({});
  });

  it('a chapter loads no instrument’s script before it comes into view', async () => {
    const page = await site.openFirst('/learn/user-namespaces/', { viewport: { width: 1280, height: 500 } });
    const awake = await page.locator('astro-island:not([ssr])').count();
    await page.locator('astro-island').first().scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
    expect(awake).toBe(0);
  });

  it.each([
    ['mountEditor', 104],
    ['whileTyping', 15],
    ['inspectAsked', 15],
    // What every page loads once it is there, to keep it.
    ['keepOffline', 1],
  ])('%s, which no first view loads: at most %d KiB', async (name, most) => {
    const sizes = await Promise.all((await scripts(name)).map(size));
    expect([sizes.length, Math.max(...sizes) <= most * KIB]).toEqual([1, true]);
  });

  it('the calculator awake and answering, its worker included: at most 220 KB of scripts', async () => {
    const { page, total } = await openCounted('/play/uid-map/');
    await page.fill('#uid-map-inside', '7');
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.includes('165543'));
    expect([page.workers().length, (await total()) <= 220_000]).toEqual([1, true]);
  });

  it('the checker awake, having answered and inspected, its workers and its editor included, once the reader has typed and pauses: at most 330 KB of scripts', async () => {
    const { page, total, arrived } = await openCounted('/play/seccomp/');
    await page.fill('#seccomp-ask', 'mkdir');
    await page.waitForFunction(() => document.querySelector('#seccomp-verdict')?.textContent?.includes('mkdir'));
    await page.waitForFunction(() => document.querySelector('.roads h2')?.textContent === 'The call on every ABI');
    await turnToText(page);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('"fl');
    await page.waitForSelector('#seccomp-text .cm-tooltip-autocomplete li');
    await page.waitForSelector('#seccomp-text .cm-lintRange-error');
    await page.keyboard.type('":[],');
    for (const name of ['inspectAsked', 'filterOn', 'firstKernel', 'kernels', 'libseccomp']) await arrived(`${name}.`);
    expect([page.workers().length, (await total()) <= 330_000]).toEqual([2, true]);
  });

  it('the box awake and answering its example, its worker included: at most 400 KB of scripts', async () => {
    const { page, total, arrived } = await openCounted('/play/ask/');
    await page.fill('textarea', 'newuidmap: uid range [0-1) -> [4711-4712) not allowed');
    await arrived('messages.');
    await page.waitForSelector('.ask-card:has-text("4711")');
    expect([page.workers().length, (await total()) <= 400_000]).toEqual([1, true]);
  });

  it.each([
    ['/play/seccomp/', 'engine.worker', 'architectures-with-archmap'],
    ['/play/uid-map/', 'map.worker', 'dockerd-current'],
    ['/play/stack/', 'stack.worker', 'architectures-with-archmap'],
    ['/play/compare/', 'compare.worker', 'architectures-with-archmap'],
  ])('%s loads no engine where a worker answers', async (path, worker, ofEngine) => {
    const html = pages.find((page) => page.path === path)?.html ?? '';
    const [, view = ''] = /component-url="\/([^"]+)"/.exec(html) ?? [];
    const [ofWorker = ''] = await scripts(worker);
    const texts = await Promise.all([view, ofWorker].map((address) => withImports(address)));
    expect(texts.map((text) => text.includes(ofEngine))).toEqual([false, true]);
  });

  it('no script that is loaded later has styles of its own: nothing would load them', async () => {
    const texts = await Promise.all((await scripts('')).map((file) => readFile(join(rootBuild, file), 'utf8')));
    expect(texts.filter((text) => text.includes('__vite__mapDeps'))).toEqual([]);
  });

  it('the text face: at most 60 KB', async () => {
    const fonts = (await readdir(join(rootBuild, '_astro'))).filter((file) => file.endsWith('.woff2'));
    const sizes = await Promise.all(fonts.map(async (file) => (await stat(join(rootBuild, '_astro', file))).size));
    expect([sizes.length, (sizes[0] ?? 0) <= 60_000]).toEqual([1, true]);
  });
});
