import type { BuiltPage } from '../build/headersFile.ts';

/** The pages that people may have links to, each with the anchors that such a link may name. */
export type Addresses = Readonly<Record<string, readonly string[]>>;

/** What a reader can link to: a heading, a term, an anchor set for its own sake, or a slide. */
const ANCHOR = /<(?:h[1-6]|dt|span|section class="slide)\b[^>]*?\sid="([^"]+)"/g;

/** Pages whose fragment is a state: those links have a table of their own, or name a deck that is open. */
const STATEFUL = /^\/(?:play|talk\/(?:own|presenter))\//;

/** Every page of a build with its anchors. */
export function addressesOf(pages: readonly BuiltPage[]): Addresses {
  return Object.fromEntries(
    pages.map(({ path, html }) => [
      path,
      STATEFUL.test(path) ? [] : [...html.matchAll(ANCHOR)].map((match) => match[1] ?? ''),
    ]),
  );
}

/** `published` and whatever of `found` is not in it yet. Nothing is ever taken out: somebody's link leads there. */
export function withAddresses(published: Addresses, found: Addresses): Addresses {
  const paths = [...new Set([...Object.keys(published), ...Object.keys(found)])];
  return Object.fromEntries(
    paths.map((path) => [path, [...new Set([...(published[path] ?? []), ...(found[path] ?? [])])]]),
  );
}

/** The published addresses that the build no longer answers. Any element with the anchor's ID will do, and a page that leads on answers for all of its anchors. */
export function lostAddresses(published: Addresses, pages: readonly BuiltPage[]): string[] {
  const byPath = new Map(pages.map((page) => [page.path, page.html]));
  return Object.entries(published).flatMap(([path, anchors]) => {
    const html = byPath.get(path);
    if (html === undefined) return [path];
    if (/<meta http-equiv="refresh"/.test(html)) return [];
    const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]));
    return anchors.filter((anchor) => !ids.has(anchor)).map((anchor) => `${path}#${anchor}`);
  });
}
