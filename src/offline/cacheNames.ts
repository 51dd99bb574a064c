/** What a build keeps: all of the site, the pages that were opened with what they loaded, or what tells that a page is not kept. */
export const PARTS = ['whole', 'opened', 'base'] as const;
export type Part = (typeof PARTS)[number];

/** What the name of a cache says. */
export interface CacheName {
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

/** The caches of builds before one, and of those after it: of one that waits, or whose installing has failed. */
export interface OtherBuilds {
  older: readonly string[];
  newer: readonly string[];
}

/**
 * Of these names, the caches of this site's other builds. A browser tells them in the order in which they were made
 * (https://w3c.github.io/ServiceWorker/#cache-storage-keys), and each build makes its base first.
 */
export function ofOtherBuilds(names: readonly string[], { scope, build }: Omit<CacheName, 'part'>): OtherBuilds {
  const others = (some: readonly string[]) =>
    some.filter((name) => {
      const read = readCacheName(name);
      return read?.scope === scope && read.build !== build;
    });
  const base = names.indexOf(cacheName({ scope, build, part: 'base' }));
  const at = base < 0 ? names.length : base;
  return { older: others(names.slice(0, at)), newer: others(names.slice(at)) };
}
