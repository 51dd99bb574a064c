// Draws the pictures that the site is known by elsewhere: `npm run pictures`, after a build. The icons are public/favicon.svg at the sizes
// that browsers and phones ask for; share.png is what a link to the site shows; docs/home.png is the README's.
import { chromium } from 'playwright-core';
import { chromiumArguments } from '../browsers/chromiumArguments.ts';
import { findChromium } from '../browsers/findChromium.ts';
import { serveBuild } from '../serve/serveBuild.ts';
import { iconPage } from './iconPage.ts';
import { sharePage } from './sharePage.ts';

const ICONS = [
  { file: 'public/icon-32.png', size: 32, share: 1, ground: false },
  // What a phone cuts to its own shape keeps the drawing within the middle 80 % (W3C Web App Manifest, maskable icons).
  { file: 'public/icon-192.png', size: 192, share: 0.62, ground: true },
  { file: 'public/icon-512.png', size: 512, share: 0.62, ground: true },
  { file: 'public/apple-touch-icon.png', size: 180, share: 0.68, ground: true },
] as const;

const served = await serveBuild('dist');
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
try {
  const page = await browser.newPage({ colorScheme: 'light' });
  for (const { file, size, share, ground } of ICONS) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(await iconPage(size, share, ground));
    await page.screenshot({ path: file, omitBackground: true });
  }
  await page.setViewportSize({ width: 1200, height: 630 });
  await page.goto(served.origin);
  await page.evaluate((style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
  }, sharePage);
  await page.screenshot({ path: 'public/share.png' });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(served.origin);
  await page.screenshot({ path: 'docs/home.png' });
} finally {
  await browser.close();
  await served.close();
}
