// Opening a cache makes it (https://w3c.github.io/ServiceWorker/#cache-storage-open): a look at one that goes at that moment would bring it back, empty. So none goes
// between the two.

/** What the site's workers hold while one of its caches is opened, or goes. */
const LOCK = 'below-the-waterline caches';

/** A cache that there is. */
export const existingCache = (name: string): Promise<Cache | undefined> =>
  whileNoneGoes(async () => ((await caches.has(name)) ? caches.open(name) : undefined));

/** A cache, made where there is none; undefined where what it should keep has been removed meanwhile. */
export const openedCache = (name: string, until: AbortSignal): Promise<Cache | undefined> =>
  whileNoneGoes(async () => (until.aborted ? undefined : caches.open(name)));

/** The addresses that a cache has; none where there is no such cache. */
export async function addressesIn(name: string): Promise<string[]> {
  const cache = await existingCache(name);
  return ((await cache?.keys()) ?? []).map(({ url }) => url);
}

/** Removes caches. */
export async function removeCaches(names: readonly string[]): Promise<void> {
  await navigator.locks.request(LOCK, () => Promise.all(names.map((name) => caches.delete(name))));
}

const whileNoneGoes = (open: () => Promise<Cache | undefined>): Promise<Cache | undefined> =>
  navigator.locks.request(LOCK, { mode: 'shared' }, open);
