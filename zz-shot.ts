import { openSite } from './test/browser/site.ts';
const site = await openSite();
const jobs = JSON.parse(process.argv[2] ?? '[]');
for (const [name, path, width, scheme, js, media] of jobs) {
  const page = await site.open(path, { viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: js !== false, hasTouch: width < 500 });
  if (media) await page.emulateMedia({ media });
  await page.waitForTimeout(path.includes('#') ? 1500 : 300);
  if (js !== false && !path.includes('#')) { await page.mouse.move(10, 10); }
  await page.waitForTimeout(500);
  await page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: true });
  const over = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  console.log(name, over, page.complaints);
  await page.context().close();
}
await site.close();
