// `npm run bench`: builds the site, then prints Lighthouse's scores of a page of each kind. Nothing is written to a file.
import { serveBuild } from '../serve/serveBuild.ts';
import { lighthouseScores } from './lighthouseScores.ts';

const PAGES = ['/', '/learn/user-namespaces/', '/play/uid-map/', '/play/seccomp/'];

const site = await serveBuild('dist');
let short = 0;
console.log('Lighthouse: performance, accessibility, best practices, SEO');
for (const path of PAGES) {
  const { lost, ...scores } = await lighthouseScores(site.origin + path);
  const values = Object.values(scores);
  if (values.some((value) => value < 100)) short++;
  console.log(`${path.padEnd(26)} ${values.map((value) => String(value).padStart(3)).join(' ')}  ${lost.join(', ')}`);
}
await site.close();
console.log(short === 0 ? 'All at 100.' : `${short} of ${PAGES.length} pages below 100.`);
process.exitCode = short === 0 ? 0 : 1;
