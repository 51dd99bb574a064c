import {
  importedAssets,
  isPage,
  type KeptFile,
  LAST_FILE,
  namedAssets,
  readCacheName,
  stemOf,
  treatmentOf,
} from '../cacheNames.ts';
import type { Amount, Asked, KeptPage, KeptState, Opened, Reply, Trouble } from '../Message.ts';
import { answerRequest } from './answerRequest.ts';
import { addressesIn, SiteStore } from './SiteStore.ts';

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

// As much of https://w3c.github.io/ServiceWorker/ as is used: TypeScript's own types of workers and of pages exclude each other.

export interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

export interface FetchEvent extends ExtendableEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

export interface ExtendableMessageEvent extends ExtendableEvent {
  data: unknown;
  ports: readonly MessagePort[];
}

interface Events {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: FetchEvent;
  message: ExtendableMessageEvent;
}

/** The worker's global object, and what the build puts into it. */
export interface WorkerScope {
  registration: { scope: string; waiting: object | null; installing: object | null };
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly unknown[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): void;
  __WB_MANIFEST: readonly KeptFile[];
  BUILD_ID: string;
}

// The service worker of one build. The build bundles it alone, and puts the build's name and the list of its files into it (src/tools/build/offlineWorker.ts).
declare const self: WorkerScope;

const { scope } = self.registration;
const store = new SiteStore({ scope, build: self.BUILD_ID, files: self.__WB_MANIFEST });

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isNavigation = request.mode === 'navigate';
  const isKnown = store.fileAt(request.url) !== undefined;
  const treatment = treatmentOf({ method: request.method, url: request.url, scope, isNavigation, isKnown });
  if (treatment === 'network') return;
  const later = (work: Promise<unknown>) => event.waitUntil(work.catch(() => undefined));
  event.respondWith(answerRequest(treatment, { store, request, later }));
});

self.addEventListener('message', (event) => event.waitUntil(hear(event.data as Asked, event.ports[0])));

/** Waits then until no tab of the build before is left, or the reader says so: nothing here calls skipWaiting by itself. */
async function install(): Promise<void> {
  const isServedAgain = (await store.addresses('base')).length > 0;
  const troubles = await Promise.all(
    store.site.files.filter(({ isBase }) => isBase).map((file) => store.take('base', file)),
  );
  const trouble = troubles.find((each) => each !== undefined);
  if (trouble !== undefined) throw new Error(`The offline page is ${trouble}.`);
  if (isServedAgain) await store.renewBase();
  await carryOver(store);
}

async function activate(): Promise<void> {
  await self.clients.claim();
  await forgetPast();
}

/** Older builds' caches go with their last tab. One tab may be left: it is of this build, or goes to it now. A second may be of an older one, and still need what that kept. */
async function forgetPast(): Promise<void> {
  // The one that waits may be this one.
  if (self.registration.waiting || self.registration.installing) return;
  const { past } = await store.otherCaches();
  if (past.length === 0 || !(await isAlone())) return;
  await store.removePast();
}

const isAlone = async () => (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).length <= 1;

async function hear(asked: Asked, port: MessagePort | undefined): Promise<void> {
  const trouble = await act(asked);
  if (port === undefined) return;
  const reply: Reply = { state: await keptState(store), ...(trouble && { trouble }) };
  port.postMessage(reply);
}

async function act(asked: Asked) {
  switch (asked.kind) {
    case 'opened':
      if (asked.build === store.site.build) await Promise.all([keepOpened(asked), forgetPast()]);
      return undefined;
    case 'take':
      return takeMore(asked.kept);
    case 'remove':
      await store.removeOfAllBuilds(asked.part);
      return undefined;
    case 'remove-own':
      await store.remove(asked.part);
      return undefined;
    case 'use':
      await self.skipWaiting();
      return undefined;
    case 'use-if-alone':
      if (await isAlone()) await self.skipWaiting();
      return undefined;
    case 'tell':
      return undefined;
  }
}

/** Another tab may have removed what the one that asks knows to be kept: then it is not begun again. */
async function takeMore(kept: number): Promise<Trouble | undefined> {
  const until = store.untilRemoved('whole');
  return (await store.addresses('whole')).length < kept ? undefined : takeSite(store, until);
}

/**
 * Pages, and what has a hash in its name: the same as is kept of a page that is opened later. With each script comes what it imports: a page knows of no file that its workers
 * have loaded.
 */
async function keepOpened({ addresses, since }: Opened): Promise<void> {
  const until = store.untilRemoved('opened', since);
  const seen = new Set<KeptFile>();
  for (let next = filesAt(addresses); next.length > 0 && !until.aborted; ) {
    for (const file of next) seen.add(file);
    const imported = await Promise.all(next.map((file) => keepOne(file, until)));
    next = filesAt(imported.flat()).filter((file) => !seen.has(file));
  }
}

const filesAt = (addresses: readonly string[]) =>
  [...new Set(addresses.flatMap((address) => store.fileAt(address) ?? []))].filter(
    ({ url }) => isPage(url) || url.startsWith('_astro/'),
  );

/** Keeps a file among what was opened, where it is kept nowhere yet; gives the addresses of what it imports then. */
async function keepOne(file: KeptFile, until: AbortSignal): Promise<string[]> {
  const address = store.addressOf(file.url);
  if ((await store.find(address)) || (await store.take('opened', file, until))) return [];
  if (!file.url.endsWith('.js')) return [];
  const script = (await (await store.find(address))?.text()) ?? '';
  return importedAssets(script).map((name) => store.addressOf(`_astro/${name}`));
}
