// Writes down every address of the build, so that it answers for ever: npm run build && node src/tools/links/publish.ts
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtPages } from '../build/builtPages.ts';
import { type Addresses, addressesOf, withAddresses } from './publishedAddresses.ts';

const root = join(import.meta.dirname, '../../..');
const file = join(root, 'content/data/published-addresses.json');
const published: Addresses = JSON.parse(await readFile(file, 'utf8'));
const all = withAddresses(published, addressesOf(await builtPages(join(root, 'dist'))));
await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
