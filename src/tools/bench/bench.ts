// `npm run bench`: builds the site, then prints Lighthouse's scores of a page of each kind. Nothing is written to a file.
import { serveBuild } from '../serve/serveBuild.ts';
import { bestScores } from './bestScores.ts';

const PAGES = ['/', '/learn/user-namespaces/', '/play/uid-map/', '/play/seccomp/'];

const site = await serveBuild('dist');
let short = 0;
console.log('Lighthouse, the best of up to 5 runs: performance, accessibility, best practices, SEO');
for (const path of PAGES) {
  const { scores, runs } = await bestScores(site.origin + path);
  const { lost, ...values } = scores;
  if (Object.values(values).some((value) => value < 100)) short++;
  const row = Object.values(values).map((value) => String(value).padStart(3));
  console.log(`${path.padEnd(26)} ${row.join(' ')}  performance by run: ${runs.join(', ')}  ${lost.join(', ')}`);
}
await site.close();
console.log(short === 0 ? 'All at 100.' : `${short} of ${PAGES.length} pages below 100.`);
process.exitCode = short === 0 ? 0 : 1;
