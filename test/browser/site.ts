import { isDeepStrictEqual } from 'node:util';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished, TestRunner } from 'vitest';
import { chromiumArguments, findChromium } from '../../src/tools/browsers/findChromium.ts';
import { type ServedBuild, serveBuild } from '../../src/tools/serve/serveBuild.ts';
import { rootBuild } from './builds.ts';

/** A test's page lives for a second or two: code that is compiled once more, to run faster, costs more than it gives back. */
const COMPILED_ONCE = '--js-flags=--no-opt --no-maglev';

/** One browser and one server of the build for all the files that a worker of Vitest runs; they end with the worker. */
let running: Promise<Browser> | undefined;
let root: Promise<ServedBuild> | undefined;

export function sharedChromium(): Promise<Browser> {
  running ??= chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments, COMPILED_ONCE] });
  return running;
}

function sharedRoot(): Promise<ServedBuild> {
  root ??= serveBuild(rootBuild);
  return root;
}

/** A page being watched: what it asked of other hosts, and what the browser complained about. */
export interface WatchedPage extends Page {
  complaints: string[];
}

/** The built site, served with its headers, and a browser to look at it. */
export interface Site {
  origin: string;
  open(path: string, options?: BrowserContextOptions): Promise<WatchedPage>;
  /** The same in a browser that has no file of the site yet: for what is loaded, and what can't be. */
  openFirst(path: string, options?: BrowserContextOptions): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** What a test does to a page or to its profile that can't be undone. */
const LASTING = {
  page: ['addInitScript', 'exposeFunction'],
  context: ['addInitScript', 'grantPermissions', 'newCDPSession', 'on', 'route', 'setOffline'],
};
/** What a page has where its options say nothing, of what can be changed on an open page. */
const AS_OPENED = {
  viewport: { width: 1280, height: 720 },
  colorScheme: 'light',
  reducedMotion: 'no-preference',
  forcedColors: 'none',
} as const;

/**
 * Pages of the root build that a test is done with, by the options of their profile: to open the next one in the same renderer, which has the scripts compiled, takes little
 * more than half the time. There are few, for each holds a process.
 */
const parked: { profile: BrowserContextOptions; page: Page }[] = [];
const MOST_PARKED = 4;

/** Has it told from now on whenever one of these is about to be done; gives what ends that. */
function before(to: Page | BrowserContext, names: readonly string[], tell: () => void): () => void {
  for (const name of names) {
    const act: unknown = Reflect.get(to, name);
    const told = (...given: unknown[]) => {
      tell();
      return typeof act === 'function' ? Reflect.apply(act, to, given) : undefined;
    };
    Object.assign(to, { [name]: told });
  }
  return () => {
    for (const name of names) Reflect.deleteProperty(to, name);
  };
}

/** Leaves a page as a new one is: alone, away from the site, with nothing kept and the mouse nowhere; gives false where it is closed. */
async function park(page: Page, origin: string, profile: BrowserContextOptions): Promise<boolean> {
  if (page.isClosed()) return false;
  for (const other of page.context().pages()) if (other !== page) await other.close();
  page.removeAllListeners();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.mouse.move(-1, -1);
  await page.goto(`${origin}/robots.txt`);
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  parked.unshift({ profile, page });
  const [leaves] = parked.splice(MOST_PARKED);
  await leaves?.page.context().close();
  return true;
}

/** Serves a build, the root one if none is told; `open` gives a page of it in a profile that keeps nothing but, perhaps, the site's files in its cache. */
export async function openSite(build?: string, base = ''): Promise<Site> {
  const serving = build === undefined ? sharedRoot() : serveBuild(build, base);
  const [served, browser] = await Promise.all([serving, sharedChromium()]);
  const opened = new Set<BrowserContext>();
  return {
    origin: served.origin,
    open: (path, options = {}) => open(path, options, build !== undefined),
    openFirst: (path, options = {}) => open(path, options, true),
    async close() {
      await Promise.all([...opened].map((context) => context.close()));
      if (build !== undefined) await served.close();
    },
  };

  async function open(path: string, options: BrowserContextOptions, isFirst: boolean): Promise<WatchedPage> {
    const { viewport, colorScheme, reducedMotion, forcedColors, ...profile } = { ...AS_OPENED, ...options };
    const at = isFirst ? -1 : parked.findIndex((each) => isDeepStrictEqual(each.profile, profile));
    const [{ page } = { page: undefined }] = at === -1 ? [] : parked.splice(at, 1);
    const own = page ?? (await newPage(profile));
    if (viewport) await own.setViewportSize(viewport);
    await own.emulateMedia({ colorScheme, reducedMotion, forcedColors, media: null });
    const context = own.context();
    opened.add(context);
    const watched = watch(own, new URL(served.origin).origin);
    let isChanged = isFirst;
    const tell = () => {
      isChanged = true;
    };
    const undo = [before(watched, LASTING.page, tell), before(context, LASTING.context, tell)];
    if (TestRunner.getCurrentTest() !== undefined)
      onTestFinished(async ({ task }) => {
        opened.delete(context);
        for (const each of undo) each();
        const isAsNew = !isChanged && task.result?.state !== 'fail';
        if (!isAsNew || !(await park(own, served.origin, profile))) await context.close();
      });
    await watched.goto(served.origin + path, { waitUntil: 'load' });
    return watched;
  }

  async function newPage(options: BrowserContextOptions): Promise<Page> {
    // A page's requests that its service worker makes are out of reach for `page.route`; where it matters, a test lets it in.
    const context = await browser.newContext({ serviceWorkers: 'block', ...options });
    return context.newPage();
  }
}

function watch(page: Page, origin: string): WatchedPage {
  const complaints: string[] = [];
  // A page that is left cuts off what it was still loading; it goes once the next one is there.
  let isLeaving = false;
  page.on('console', (message) => {
    const isBlocked = message.text() === 'Service Worker registration blocked by Playwright';
    if (['error', 'warning'].includes(message.type()) && !isBlocked)
      complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('domcontentloaded', () => {
    isLeaving = false;
  });
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) isLeaving = true;
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      complaints.push(`request to ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    // The icon of a page that is left before it came has not failed.
    const isIcon = /\/(?:favicon|icon-)[^/]*$/.test(request.url());
    const isCutOff = request.failure()?.errorText === 'net::ERR_ABORTED' && (isLeaving || isIcon);
    if (!isCutOff) complaints.push(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().endsWith('/no-such-page/'))
      complaints.push(`${response.status()}: ${response.url()}`);
  });
  return Object.assign(page, { complaints });
}
