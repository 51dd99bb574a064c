// Draws the pictures that the site is known by elsewhere: `npm run pictures`, after a build. The icons are public/favicon.svg at the sizes
// that browsers and phones ask for; share.png is what a link to the site shows; docs/home.png is the README's.
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { chromiumArguments } from '../browsers/chromiumArguments.ts';
import { findChromium } from '../browsers/findChromium.ts';
import { serveBuild } from '../serve/serveBuild.ts';

const ICONS = [
  { file: 'public/icon-32.png', size: 32, share: 1, ground: false },
  // What a phone cuts to its own shape keeps the drawing within the middle 80 % (W3C Web App Manifest, maskable icons).
  { file: 'public/icon-192.png', size: 192, share: 0.62, ground: true },
  { file: 'public/icon-512.png', size: 512, share: 0.62, ground: true },
  { file: 'public/apple-touch-icon.png', size: 180, share: 0.68, ground: true },
] as const;

/** The home page's look as a picture of 1200 by 630: its name, headline and berg, on the waterline. A stylesheet to lay over the page's own. */
const SHARE_PAGE = `
  html { font-size: 20px; }
  body > header > :not(.brand), footer, .instrument, .more, .ways, .skip { display: none; }
  body > header { padding: 34px 60px 0; }
  .brand { font-size: 28px; }
  .brand svg { width: 40px; height: 34px; }
  main { --drawing: 396px; }
  .sky.band { height: 190px; padding: 18px 60px 0; }
  h1 { max-width: 560px; font-size: 54px; text-wrap: wrap; }
  .purpose { position: absolute; z-index: 1; top: 320px; left: 60px; width: 560px; font-size: 32px; color: var(--ink); }
  .sea { height: 380px; overflow: visible; }
  .sea .band { display: block; padding: 0; }
  .drawing { position: absolute; right: 70px; top: 0; width: 396px; }
`;

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
  }, SHARE_PAGE);
  await page.screenshot({ path: 'public/share.png' });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(served.origin);
  await page.screenshot({ path: 'docs/home.png' });
} finally {
  await browser.close();
  await served.close();
}

/** A page that is the site's sign at `size` pixels, `share` of it wide; on paper, or on nothing. */
async function iconPage(size: number, share: number, onPaper: boolean): Promise<string> {
  const sign = await readFile('public/favicon.svg', 'utf8');
  const place = `display: grid; place-items: center; width: ${size}px; height: ${size}px; margin: 0;`;
  return `<body style="${place} background: ${onPaper ? '#fbfcfb' : 'transparent'}">${sign.replace('<svg ', `<svg width="${size * share}" `)}</body>`;
}
