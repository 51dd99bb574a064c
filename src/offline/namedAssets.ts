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
