import { openSite } from './test/browser/site.ts';
const site = await openSite();
for (const [name, path, width, height, scheme, top, js] of JSON.parse(process.argv[2] ?? '[]')) {
  const page = await site.open(path, { viewport: { width, height }, colorScheme: scheme, hasTouch: width < 500, deviceScaleFactor: width < 500 ? 2 : 1, javaScriptEnabled: js !== false });
  await page.waitForTimeout(1500);
  await page.evaluate((y) => scrollTo(0, y), top);
  await page.waitForTimeout(200);
  await page.screenshot({ path: `/tmp/shots/${name}.png` });
  await page.context().close();
}
await site.close();
