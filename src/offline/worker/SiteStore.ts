import {
  buildOfPage,
  cacheName,
  digestOf,
  isPage,
  type KeptFile,
  LAST_FILE,
  type OtherBuilds,
  ofOtherBuilds,
  PARTS,
  type Part,
  plainAddress,
  readCacheName,
} from '../cacheNames.ts';
import { keptChannel } from '../keptChannel.ts';
import type { Trouble } from '../Message.ts';

// Opening a cache makes it (https://w3c.github.io/ServiceWorker/#cache-storage-open): a look at one that goes at that moment would bring it back, empty. So none goes
// between the two.

/** What the site's workers hold while one of its caches is opened, or goes. */
const LOCK = 'below-the-waterline caches';

/** A cache that there is. */
const existingCache = (name: string): Promise<Cache | undefined> =>
  whileNoneGoes(async () => ((await caches.has(name)) ? caches.open(name) : undefined));

/** A cache, made where there is none; undefined where what it should keep has been removed meanwhile. */
const openedCache = (name: string, until: AbortSignal): Promise<Cache | undefined> =>
  whileNoneGoes(async () => (until.aborted ? undefined : caches.open(name)));

/** The addresses that a cache has; none where there is no such cache. */
export async function addressesIn(name: string): Promise<string[]> {
  const cache = await existingCache(name);
  return ((await cache?.keys()) ?? []).map(({ url }) => url);
}

/** Removes caches. */
async function removeCaches(names: readonly string[]): Promise<void> {
  await navigator.locks.request(LOCK, () => Promise.all(names.map((name) => caches.delete(name))));
}

const whileNoneGoes = (open: () => Promise<Cache | undefined>): Promise<Cache | undefined> =>
  navigator.locks.request(LOCK, { mode: 'shared' }, open);

/** A build as its worker knows it. */
interface Site {
  /** The address under which it stands, with a slash at its end. */
  scope: string;
  build: string;
  files: readonly KeptFile[];
}

/** Hosts differ in what they say a request is answered by; no file of the site differs by it, or by the query. */
const ANY_WAY = { ignoreVary: true, ignoreSearch: true } as const;

/**
 * What one build keeps. A file is kept only where it is this build's: of a page its own word decides, of any other file its bytes. Pictures are taken as they come, for
 * some hosts pack them anew.
 */
export class SiteStore {
  readonly site: Site;
  readonly #files: ReadonlyMap<string, KeptFile>;
  readonly #removals: Record<Part, AbortController>;
  readonly #channel: BroadcastChannel;
  /** When a part was last removed, in milliseconds since 1970. */
  #removed = 0;

  constructor(site: Site) {
    this.site = site;
    this.#files = new Map(site.files.map((file) => [this.addressOf(file.url), file]));
    this.#removals = { whole: new AbortController(), opened: new AbortController(), base: new AbortController() };
    this.#channel = keptChannel(this.#path);
  }

  /** The whole address of a file of the site. */
  addressOf(url: string): string {
    return new URL(url, this.site.scope).href;
  }

  /** The file of the build at an address; undefined where the build has none. */
  fileAt(address: string): KeptFile | undefined {
    return this.#files.get(plainAddress(address));
  }

  /** Whether all of the site is kept. */
  async isWhole(): Promise<boolean> {
    return (await this.find(this.addressOf(LAST_FILE), ['whole'])) !== undefined;
  }

  /** What this build keeps at an address. */
  async find(address: string, parts: readonly Part[] = PARTS): Promise<Response | undefined> {
    for (const part of parts) {
      const copy = await caches.match(plainAddress(address), { ...ANY_WAY, cacheName: this.#name(part) });
      if (copy) return copy;
    }
    return undefined;
  }

  /** What other builds of the site keep at an address. */
  async findOther(address: string): Promise<Response | undefined> {
    const { past, next } = await this.otherCaches();
    for (const name of [...past, ...next]) {
      const copy = await caches.match(plainAddress(address), { ...ANY_WAY, cacheName: name });
      if (copy) return copy;
    }
    return undefined;
  }

  /** The names of other builds' caches. */
  async otherCaches(): Promise<OtherBuilds> {
    return ofOtherBuilds(await caches.keys(), { scope: this.#path, build: this.site.build });
  }

  /** The addresses that a part has. */
  async addresses(part: Part): Promise<string[]> {
    return addressesIn(this.#name(part));
  }

  /**
   * Aborts once a part is removed, and has done so where one was removed after `since`, in milliseconds since 1970. What was asked for under it and comes later is not
   * kept: it would bring back what the reader has removed.
   */
  untilRemoved(part: Part, since?: number): AbortSignal {
    return since !== undefined && since < this.#removed ? AbortSignal.abort() : this.#removals[part].signal;
  }

  async remove(part: Part): Promise<void> {
    this.#removals[part].abort();
    this.#removals[part] = new AbortController();
    this.#removed = Date.now();
    await this.#delete([this.#name(part)]);
  }

  /** Removes a part, and from other builds what would bring it back. What else a tab of an older build may still need goes with that tab: no page is answered from there. */
  async removeOfAllBuilds(part: Part): Promise<void> {
    await this.remove(part);
    const { past, next } = await this.otherCaches();
    const isOfPart = (name: string) => readCacheName(name)?.part === part;
    await Promise.all(past.map(removePages));
    await this.#delete(next.filter(isOfPart));
  }

  /** Removes all that older builds have kept. */
  async removePast(): Promise<void> {
    await this.#delete((await this.otherCaches()).past);
  }

  /** Makes the base anew from what it has. A build that is served again has one from before, and stands behind the builds between then (`ofOtherBuilds`). */
  async renewBase(): Promise<void> {
    const name = this.#name('base');
    const before = await existingCache(name);
    const kept = await Promise.all(
      ((await before?.keys()) ?? []).map(async (request) => {
        const copy = await before?.match(request, ANY_WAY);
        return copy ? [{ request, copy: new Response(await copy.arrayBuffer(), copy) }] : [];
      }),
    );
    await removeCaches([name]);
    const renewed = await openedCache(name, this.untilRemoved('base'));
    await Promise.all(kept.flat().map(({ request, copy }) => renewed?.put(request, copy)));
    this.#tellOfChange();
  }

  /** Keeps what a page has just been answered with, where it is this build's and kept nowhere yet. A browser that gives no room keeps nothing. */
  async keepAnswer(address: string, response: Response, until: AbortSignal): Promise<void> {
    const file = this.fileAt(address);
    if (file === undefined || !response.ok || !(await this.#isOfBuild(response, file))) return;
    if (await this.find(address, ['whole', 'base'])) return;
    // Its own address: what stands in a fragment is the reader’s.
    await this.#put('opened', this.addressOf(file.url), response, until);
  }

  /** Keeps a file in a part, from wherever it can be had. Gives what prevents it; that the part was removed meanwhile is no trouble. */
  async take(part: Part, file: KeptFile, until = this.untilRemoved(part)): Promise<Trouble | undefined> {
    const address = this.addressOf(file.url);
    const hasHash = file.url.startsWith('_astro/');
    // Of a picture nothing tells of which build it is but its name.
    const isSame = hasHash || !isPicture(file.url);
    const kept = (await this.find(address)) ?? (isSame ? await this.findOther(address) : undefined);
    if (kept && (await this.#isOfBuild(kept, file))) return this.#put(part, address, kept, until);
    try {
      const response = await fetch(address, { cache: hasHash ? 'default' : 'no-cache' });
      if (response.status >= 500) return 'unreachable';
      // The site's page for what is not there is of this build too.
      if (!response.ok && file.url !== LAST_FILE) return 'updated';
      if (!(await this.#isOfBuild(response, file))) return 'updated';
      return await this.#put(part, address, response, until);
    } catch {
      // Also where the line breaks within a file.
      return 'unreachable';
    }
  }

  async #delete(names: readonly string[]): Promise<void> {
    await removeCaches(names);
    this.#tellOfChange();
  }

  #tellOfChange(): void {
    this.#channel.postMessage('changed');
  }

  get #path(): string {
    return new URL(this.site.scope).pathname;
  }

  #name(part: Part): string {
    return cacheName({ scope: this.#path, build: this.site.build, part });
  }

  async #isOfBuild(response: Response, { url, revision }: KeptFile): Promise<boolean> {
    const copy = response.clone();
    if (isPage(url)) return buildOfPage(await copy.text()) === this.site.build;
    if (isPicture(url)) return response.headers.get('Content-Type')?.startsWith('image/') ?? false;
    return (await digestOf(await copy.arrayBuffer())) === revision;
  }

  async #put(part: Part, address: string, response: Response, until: AbortSignal): Promise<Trouble | undefined> {
    // A browser takes no answer for a tab that came by way of another address, as hosts give for `404.html`.
    const { status, statusText, headers } = response;
    const kept = response.redirected ? new Response(response.body, { status, statusText, headers }) : response;
    try {
      const cache = await openedCache(this.#name(part), until);
      if (cache === undefined) return undefined;
      await cache.put(address, kept);
      this.#tellOfChange();
    } catch (error) {
      return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'room' : 'unreachable';
    }
    return undefined;
  }
}

const isPicture = (url: string) => /\.(?:png|svg)$/.test(url);

async function removePages(name: string): Promise<void> {
  const cache = await existingCache(name);
  const pages = (await cache?.keys())?.filter(({ url }) => isPage(plainAddress(url))) ?? [];
  await Promise.all(pages.map((page) => cache?.delete(page)));
}
