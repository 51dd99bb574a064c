import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core';
import { expect } from 'vitest';
import { chromiumArguments } from '../../src/tools/browsers/chromiumArguments.ts';
import { findChromium } from '../../src/tools/browsers/findChromium.ts';
import { type ServedBuild, serveBuild } from '../../src/tools/serve/serveBuild.ts';
import { rootBuild } from './builds.ts';

/** A page being watched: what it asked of other hosts, what the browser complained about, and what is on its way. */
export interface WatchedPage extends Page {
  complaints: string[];
  loading: ReadonlySet<Request>;
}

/** The built site, served with its headers, and a browser to look at it. */
export interface Site {
  origin: string;
  open(path: string, options?: BrowserContextOptions): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** Serves a build and starts Chromium; `open` gives a page in a fresh profile. */
export async function openSite(build = rootBuild, base = ''): Promise<Site> {
  const served: ServedBuild = await serveBuild(build, base);
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  return {
    origin: served.origin,
    async open(path, options = {}) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const complaints = watch(page, new URL(served.origin).origin);
      const watched = Object.assign(page, { complaints, loading: onTheWay(page) });
      await page.goto(served.origin + path, { waitUntil: 'load' });
      return watched;
    },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

/** Waits until nothing has been on its way for half a second: leaving the page would cut it off, as what is loaded late to ask the other stacks. */
export async function untilLoaded(page: WatchedPage): Promise<void> {
  let quiet = 0;
  const looks = () => {
    quiet = page.loading.size === 0 ? quiet + 1 : 0;
    return quiet;
  };
  await expect.poll(looks, { interval: 100 }).toBeGreaterThan(5);
}

/** The requests that have had no end yet. */
function onTheWay(page: Page): ReadonlySet<Request> {
  const loading = new Set<Request>();
  page.on('request', (request) => loading.add(request));
  page.on('requestfinished', (request) => loading.delete(request));
  page.on('requestfailed', (request) => loading.delete(request));
  return loading;
}

function watch(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      complaints.push(`request to ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    // The icon of a page that is left before it came has not failed.
    const isLeft =
      request.failure()?.errorText === 'net::ERR_ABORTED' && /\/(?:favicon|icon-)[^/]*$/.test(request.url());
    if (!isLeft) complaints.push(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().endsWith('/no-such-page/'))
      complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}
