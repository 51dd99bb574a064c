import { readCacheName } from '../cacheNames.ts';
import { isPage, type KeptFile, LAST_FILE } from '../KeptFile.ts';
import { namedAssets, stemOf } from '../namedAssets.ts';
import type { SiteStore } from './SiteStore.ts';
import { addressesIn } from './siteCaches.ts';
import { takeAllOfSite } from './takeSite.ts';

/**
 * Before this build takes over, what the one before has kept is kept anew, for its caches go then. Throws where the whole site was kept and does not come: the browser
 * then keeps the worker that has it, and tries again later. Where there is no room for both, this build begins with what fits, and the reader sees so.
 */
export async function carryOver(store: SiteStore): Promise<void> {
  const until = store.untilRemoved('opened');
  const { past: others } = await store.otherCaches();
  const opened = others.filter((name) => readCacheName(name)?.part === 'opened');
  const whole = others.filter((name) => readCacheName(name)?.part === 'whole');
  const last = store.addressOf(LAST_FILE);
  const found = await Promise.all(whole.map((name) => caches.match(last, { cacheName: name, ignoreVary: true })));
  if (found.some((copy) => copy !== undefined)) {
    const trouble = await takeAllOfSite(store);
    if (trouble === 'unreachable' || trouble === 'updated') throw new Error(`The whole site is ${trouble}.`);
  } else await carryPages(store, opened, until);
}

/** The pages that were opened, and what of this build stands in the place of what they had loaded. What does not come is left out. */
async function carryPages(store: SiteStore, opened: readonly string[], until: AbortSignal): Promise<void> {
  const addresses = (await Promise.all(opened.map(addressesIn))).flat();
  const assets = new Map(store.site.files.filter(isAsset).map((file) => [nameOf(file.url), file]));
  const names = new Set(assets.keys());
  const loadedStems = new Set(
    addresses.filter((address) => address.includes('/_astro/')).map((url) => stemOf(nameOf(url))),
  );
  const wanted = addresses.flatMap((address) => store.fileAt(address) ?? []).filter(({ url }) => isPage(url));
  const seen = new Set<KeptFile>();
  for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    if (await store.take('opened', file, until)) continue;
    const text = await store.find(store.addressOf(file.url)).then((kept) => kept?.text());
    wanted.push(...namedAssets(text ?? '', names, loadedStems).flatMap((name) => assets.get(name) ?? []));
  }
}

const isAsset = ({ url }: KeptFile) => url.startsWith('_astro/');

const nameOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);
