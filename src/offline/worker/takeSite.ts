import { type KeptFile, LAST_FILE } from '../KeptFile.ts';
import type { Trouble } from '../Message.ts';
import type { SiteStore } from './SiteStore.ts';

/** A browser ends a worker that is busy for long with one message, so each brings so many files, and the page asks again. */
const FILES_AT_ONCE = 12;

/** Keeps the next files of the whole site; those that are kept already stay. Gives what prevents it. Once the last is there, the pages that were opened stand among them. */
export async function takeSite(store: SiteStore, until = store.untilRemoved('whole')): Promise<Trouble | undefined> {
  const missing = await missingFiles(store);
  const before = missing.filter(({ url }) => url !== LAST_FILE);
  const next = before.length > 0 ? before.slice(0, FILES_AT_ONCE) : missing;
  const troubles = await Promise.all(next.map((file) => store.take('whole', file, until)));
  if (await store.isWhole()) await store.remove('opened');
  return troubles.find((trouble) => trouble !== undefined);
}

/** Keeps all of it, unless it is removed meanwhile. */
export async function takeAllOfSite(store: SiteStore): Promise<Trouble | undefined> {
  const until = store.untilRemoved('whole');
  while (!until.aborted && !(await store.isWhole())) {
    const trouble = await takeSite(store, until);
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}

async function missingFiles(store: SiteStore): Promise<KeptFile[]> {
  const there = new Set(await store.addresses('whole'));
  return store.site.files.filter(({ url }) => !there.has(store.addressOf(url)));
}
