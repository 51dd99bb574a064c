import { isPage, type KeptFile } from '../KeptFile.ts';
import type { Amount, KeptPage, KeptState } from '../Message.ts';
import type { SiteStore } from './SiteStore.ts';
import { addressesIn } from './siteCaches.ts';

/** All that is kept, as the reader sees it listed. */
export async function keptState(store: SiteStore): Promise<KeptState> {
  const { build, files } = store.site;
  const asOf = performance.timeOrigin + performance.now();
  const [whole, opened, base] = await Promise.all([
    filesIn(store, 'whole'),
    filesIn(store, 'opened'),
    filesIn(store, 'base'),
  ]);
  const pages = await Promise.all(opened.filter(({ url }) => isPage(url)).map((file) => keptPage(store, file)));
  const [first] = whole;
  return {
    asOf,
    build,
    site: amountOf(files),
    whole: { ...amountOf(whole), since: first && sinceOf(await store.find(store.addressOf(first.url), ['whole'])) },
    pages: pages.sort((a, b) => (a.path < b.path ? -1 : 1)),
    loaded: amountOf(opened),
    base: amountOf(base),
    otherBuilds: await otherFiles(store),
  };
}

const filesIn = async (store: SiteStore, part: 'whole' | 'opened' | 'base') =>
  (await store.addresses(part)).flatMap((address) => store.fileAt(address) ?? []);

const amountOf = (files: readonly KeptFile[]): Amount => ({
  files: files.length,
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
});

async function keptPage(store: SiteStore, { url }: KeptFile): Promise<KeptPage> {
  const address = store.addressOf(url);
  const copy = await store.find(address, ['opened']);
  const title = /<title>([^<]*)/.exec((await copy?.clone().text()) ?? '')?.[1] ?? url;
  return { path: new URL(address).pathname, title: title.replace(' · Below the Waterline', ''), since: sinceOf(copy) };
}

function sinceOf(copy: Response | undefined): number | undefined {
  const time = Date.parse(copy?.headers.get('Date') ?? '');
  return Number.isNaN(time) ? undefined : time;
}

async function otherFiles(store: SiteStore): Promise<number> {
  const { past, next } = await store.otherCaches();
  return (await Promise.all([...past, ...next].map(addressesIn))).flat().length;
}
