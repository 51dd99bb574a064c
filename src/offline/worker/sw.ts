import { isPage, type KeptFile } from '../KeptFile.ts';
import type { Asked, Opened, Reply, Trouble } from '../Message.ts';
import { importedAssets } from '../namedAssets.ts';
import { treatmentOf } from '../treatmentOf.ts';
import { answerRequest } from './answerRequest.ts';
import { carryOver } from './carryOver.ts';
import { keptState } from './keptState.ts';
import { SiteStore } from './SiteStore.ts';
import { takeSite } from './takeSite.ts';
import type { WorkerScope } from './WorkerScope.ts';

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
