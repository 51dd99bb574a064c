// Asks each address of the built page of sources whether it is alive, and writes content/data/sources-seen.json:
//   npm run build && node src/tools/sources/sources.ts
// It prints what has died or moved, as Markdown. A dead address is no failure; that none is alive is one: then the network is to blame.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SeenAddresses } from '../../site/sources/Seen.ts';
import { askAll, reportOf, sourcesOn, withAnswers } from './askAll.ts';

const root = join(import.meta.dirname, '../../..');
const file = join(root, 'content/data/sources-seen.json');
const known: { stamp: object; addresses: SeenAddresses } = JSON.parse(await readFile(file, 'utf8'));
const urls = sourcesOn(await readFile(join(root, 'dist/reference/sources/index.html'), 'utf8'));
if (urls.length === 0) throw new Error('The built page of sources lists no address: run npm run build first.');

const repository = process.env.REPO_URL;
const manners = {
  deadline: () => AbortSignal.timeout(30_000),
  retries: 2,
  pause: 5_000,
  longestWait: 120_000,
  userAgent: `below-the-waterline source check${repository === undefined ? '' : ` (+${repository})`}`,
  wait: (milliseconds: number) => setTimeout(milliseconds),
};
const answers = await askAll(urls, manners, { hosts: 6, gap: 2_000 }, (url, { alive, status }) =>
  console.error(`${alive ? 'alive' : 'DEAD '} ${status} ${url}`),
);
if (![...answers.values()].some(({ alive }) => alive)) {
  console.error('No address answered: nothing is written.');
  process.exit(1);
}
const addresses = withAnswers(known.addresses, answers, new Date().toISOString().slice(0, 10));
await writeFile(file, `${JSON.stringify({ ...known, addresses }, null, 2)}\n`);
console.log(reportOf(answers));
