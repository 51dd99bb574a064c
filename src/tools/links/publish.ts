// Writes down every address of the build and every link to a state that it shows, so that they answer for ever: npm run build && node src/tools/links/publish.ts
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtPages } from '../build/headersFile.ts';
import { formatTable } from '../data/kernelHeaders.ts';
import { type Addresses, addressesOf, withAddresses } from './publishedAddresses.ts';
import { type PublishedLinks, stateLinksOf, withLinks } from './publishedLinks.ts';

const root = join(import.meta.dirname, '../../..');
const data = (name: string) => join(root, 'content/data', name);
const [addressFile, linkFile] = [data('published-addresses.json'), data('published-links.json')];
const pages = await builtPages(join(root, 'dist'));

const addresses: Addresses = JSON.parse(await readFile(addressFile, 'utf8'));
await writeFile(addressFile, `${JSON.stringify(withAddresses(addresses, addressesOf(pages)), null, 2)}\n`);
const links: PublishedLinks = JSON.parse(await readFile(linkFile, 'utf8'));
await writeFile(linkFile, formatTable(await withLinks(links, stateLinksOf(pages)), 2));
