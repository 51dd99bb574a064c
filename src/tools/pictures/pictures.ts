// Draws the pictures that the site is known by elsewhere: `npm run pictures`, after a build. The icons are public/favicon.svg at the sizes
// that browsers and phones ask for; docs/home.png is the README's. The pictures of shared links are drawn by the build (src/tools/build/previews/).
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from '../browsers/findChromium.ts';
import { serveBuild } from '../serve/serveBuild.ts';

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
