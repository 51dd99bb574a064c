import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished, TestRunner } from 'vitest';
import { chromiumArguments } from '../../src/tools/browsers/chromiumArguments.ts';
import { findChromium } from '../../src/tools/browsers/findChromium.ts';
import { serveBuild } from '../../src/tools/serve/serveBuild.ts';
import { rootBuild } from './builds.ts';

/** One for all the files that a worker of Vitest runs; it ends with the worker. */
let running: Promise<Browser> | undefined;

export function sharedChromium(): Promise<Browser> {
  running ??= chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  return running;
}

/** A page being watched: what it asked of other hosts, and what the browser complained about. */
export interface WatchedPage extends Page {
  complaints: string[];
}

/** The built site, served with its headers, and a browser to look at it. */
export interface Site {
  origin: string;
  open(path: string, options?: BrowserContextOptions): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** Serves a build; `open` gives a page of it in a fresh profile, which goes with the test that opened it. */
export async function openSite(build = rootBuild, base = ''): Promise<Site> {
  const [served, browser] = await Promise.all([serveBuild(build, base), sharedChromium()]);
  const opened = new Set<BrowserContext>();
  return {
    origin: served.origin,
    async open(path, options = {}) {
      // A page's requests that its service worker makes are out of reach for `page.route`; where it matters, a test lets it in.
      const context = await browser.newContext({ serviceWorkers: 'block', ...options });
      opened.add(context);
      const close = async () => {
        opened.delete(context);
        await context.close();
      };
      if (TestRunner.getCurrentTest() !== undefined) onTestFinished(close);
      const page = await context.newPage();
      const watched = watch(page, new URL(served.origin).origin);
      await page.goto(served.origin + path, { waitUntil: 'load' });
      return watched;
    },
    async close() {
      await Promise.all([...opened].map((context) => context.close()));
      await served.close();
    },
  };
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
