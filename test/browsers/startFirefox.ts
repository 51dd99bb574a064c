import { type KeyInput, launch } from 'puppeteer-core';
import { findFirefox } from '../../src/tools/browsers/findChromium.ts';
import type { Driver, Theme } from './Driver.ts';

// https://searchfox.org/mozilla-esr140/source/modules/libpref/init/StaticPrefList.yaml: 0 is dark, 1 is light.
const SCHEME: Record<Theme, number> = { dark: 0, light: 1 };
const HEIGHT = 900;

/** Firefox, headless, over WebDriver BiDi. */
export async function startFirefox(theme: Theme): Promise<Driver> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': SCHEME[theme] },
  });
  let page = await browser.newPage();
  let width = 1280;
  return {
    widths: [1280, 390],
    // In a tab of its own: puppeteer waits in vain for the load of a page that was opened after going back to one in Firefox's memory.
    async go(url) {
      const last = page;
      page = await browser.newPage();
      await last.close();
      await page.setViewport({ width, height: HEIGHT });
      await page.goto(url);
    },
    async reload() {
      await page.reload();
    },
    async back() {
      // A page that comes back from Firefox's memory doesn't load, and goBack() would wait for that.
      await page.evaluate(() => history.back());
    },
    async resize(wanted) {
      width = wanted;
      await page.setViewport({ width, height: HEIGHT });
    },
    // As text: the types of functions would take handles of elements out of what is given, and there are none.
    ask: async <Given extends unknown[], Answer>(
      question: (...given: Given) => Answer | Promise<Answer>,
      ...given: Given
    ) => (await page.evaluate(`(${question})(...${JSON.stringify(given)})`)) as Answer,
    click: (selector) => page.click(selector),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    async control(letter) {
      await page.keyboard.down('Control');
      await page.keyboard.press(letter as KeyInput);
      await page.keyboard.up('Control');
    },
    async choose(selector, value) {
      await page.select(selector, value);
    },
    async openFile(selector, path) {
      const input = await page.$(selector);
      await (await input?.toElement('input'))?.uploadFile(path);
    },
    close: () => browser.close(),
  };
}
