/** What a build keeps: all of the site, the pages that were opened with what they loaded, or what tells that a page is not kept. */
export const PARTS = ['whole', 'opened', 'base'] as const;
export type Part = (typeof PARTS)[number];

/** What the name of a cache says. */
interface CacheName {
  /** The path under which the site stands: others may stand on the same origin, and caches belong to the origin. */
  scope: string;
  build: string;
  part: Part;
}

const BEGIN = 'below-the-waterline';
const NAME = new RegExp(`^${BEGIN} (\\S+) (\\S+) (${PARTS.join('|')})$`);

/** The name of the cache in which a build keeps one part. */
export const cacheName = ({ scope, build, part }: CacheName): string => `${BEGIN} ${scope} ${build} ${part}`;

/** What a name says; undefined where the cache is another site's. */
export function readCacheName(name: string): CacheName | undefined {
  const [, scope, build, part] = NAME.exec(name) ?? [];
  const known = PARTS.find((each) => each === part);
  return scope === undefined || build === undefined || known === undefined ? undefined : { scope, build, part: known };
}

/** The caches of this site's other builds, beside one's own. */
export interface OtherBuilds {
  /** Of builds before it, and of those after it that another has overtaken. */
  past: readonly string[];
  /** Of the newest after it: its worker waits, or its installing has failed and may succeed yet. */
  next: readonly string[];
}

/**
 * Of these names, the caches of this site's other builds. A browser tells them in the order in which they were made
 * (https://w3c.github.io/ServiceWorker/#cache-storage-keys), and each build makes its base first.
 */
export function ofOtherBuilds(names: readonly string[], { scope, build }: Omit<CacheName, 'part'>): OtherBuilds {
  const read = names.map(readCacheName);
  const bases = read.flatMap((each) => (each?.scope === scope && each.part === 'base' ? [each.build] : []));
  const newest = bases.includes(build) ? bases.at(-1) : undefined;
  const others = names.filter((_, at) => read[at]?.scope === scope && read[at].build !== build);
  const isNext = (name: string) => readCacheName(name)?.build === newest;
  return { past: others.filter((name) => !isNext(name)), next: others.filter(isNext) };
}

/** One file of a build that can be kept. */
export interface KeptFile {
  /** Its address, relative to the site: '' for the home page, `learn/iceberg/`. */
  url: string;
  /** The hash of its bytes (`digestOf`); of a page that of the page before its build was written into it. */
  revision: string;
  bytes: number;
  /** It tells that a page is not kept, and so is kept from the first. */
  isBase?: true;
}

/** What answers for an address that there is not. Taken last: where it is, the whole site is. */
export const LAST_FILE = '404.html';

/** Whether an address, relative to the site, is a page's. */
export const isPage = (url: string): boolean => /(?:^|\/|\.html)$/.test(url);

/** What stands at an address for whoever asks by it: without fragment and query, which no file of the site knows. */
export const plainAddress = (address: string): string => address.replace(/[?#].*$/s, '');

/** The hash that a file's revision is. */
export async function digestOf(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const LINKED = /(?:href|src)="[^"]*\/_astro\/([^"/?#]+)"/g;
const IMPORTED = /(?:from|import)\s*["']\.\/([^"']+)["']/g;
const NAMED = /[\w-]+(?:\.[\w-]+)+/g;

/** What an asset is in every build: its name without the hash. `view.Bx3_k9-a.js` is `view.js`. */
export const stemOf = (name: string): string => name.replace(/^(.*)\.[\w-]+(\.\w+)$/, '$1$2');

/**
 * Of a build's assets those that a page, a script or a style names and that are wanted: what a page links to always is, and of the rest, which loads once somebody asks
 * for it, what the reader had loaded before, under an older name.
 */
export function namedAssets(text: string, assets: ReadonlySet<string>, loadedStems: ReadonlySet<string>): string[] {
  const linked = [...text.matchAll(LINKED)].map(([, name = '']) => name);
  const loaded = (text.match(NAMED) ?? []).filter((name) => loadedStems.has(stemOf(name)));
  return [...new Set([...linked, ...loaded])].filter((name) => assets.has(name));
}

/** The assets that a script imports from the start, by name. */
export const importedAssets = (script: string): string[] => [...script.matchAll(IMPORTED)].map(([, name = '']) => name);

const MARK = /<html\b[^>]*? data-build="(\w+)"/;

/** Which build an HTML page is of; undefined where it is none of ours, as a hotel's own page that asks for a password. */
export const buildOfPage = (html: string): string | undefined => MARK.exec(html)?.[1];

/** A page with its build written into it, in the place of an older one. Throws where it has no root element, for such a page would never be kept. */
export function withBuild(html: string, build: string): string {
  if (!html.includes('<html')) throw new Error('A page has no <html>.');
  return html
    .replace(MARK, (tag, older: string) => tag.replace(` data-build="${older}"`, ''))
    .replace('<html', `<html data-build="${build}"`);
}

/**
 * What becomes of a request. `network`: nothing of ours, the worker leaves it alone. `page`: of the network, or what is kept where that does not come. `asset`: its name
 * has the hash of its bytes, so any copy will do. `file`: the same name in every build, so only the whole site of this build may answer in place of the network.
 */
export type Treatment = 'network' | 'page' | 'asset' | 'file';

interface RequestFacts {
  method: string;
  /** The request's address, and the one of the site, with a slash at its end. */
  url: string;
  scope: string;
  /** A tab goes there. */
  isNavigation: boolean;
  /** The build has it. */
  isKnown: boolean;
}

/** Which treatment a request gets. */
export function treatmentOf({ method, url, scope, isNavigation, isKnown }: RequestFacts): Treatment {
  if (method !== 'GET' || !url.startsWith(scope)) return 'network';
  const path = url.slice(scope.length).replace(/[?#].*$/s, '');
  if (path.startsWith('_astro/')) return 'asset';
  if (isKnown && !isPage(path)) return 'file';
  return isNavigation || isKnown ? 'page' : 'network';
}

/** A size as the reader is told it: "14 MB", "2.1 MB", "90 KB". */
export function megabytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} KB`;
  const size = bytes / 1_000_000;
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} MB`;
}
