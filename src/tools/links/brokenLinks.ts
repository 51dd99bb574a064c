import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltPage } from '../build/headersFile.ts';

/** A link of a built page that leads nowhere. */
export interface BrokenLink {
  page: string;
  link: string;
  why: 'outside the base path' | 'no such file' | 'no such anchor' | 'no slash at its end';
}

/** Every internal link, script, style, picture and anchor of the build that doesn't resolve. Pages under /play/ and /talk/own/ read their fragment as state, not as an anchor, and so does the reference of system calls where it has a key. */
export function brokenLinks(folder: string, pages: readonly BuiltPage[], base: string): BrokenLink[] {
  const ids = new Map(
    pages.map(({ path, html }) => [
      path,
      new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '')),
    ]),
  );
  return pages.flatMap(({ path, html }) =>
    targets(html).flatMap((link): BrokenLink[] => {
      const why = problem(folder, ids, base, path, link);
      return why === undefined ? [] : [{ page: path, link, why }];
    }),
  );
}

function targets(html: string): string[] {
  const found = [...html.matchAll(/\s(?:href|src|component-url|renderer-url)="([^"]*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
  );
  return found.filter((target) => !/^(https?:|mailto:|data:)/.test(target));
}

function problem(
  folder: string,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
  base: string,
  page: string,
  link: string,
): BrokenLink['why'] | undefined {
  const url = new URL(link, `http://site${base}${page}`);
  const anchor = decodeURIComponent(url.hash.slice(1));
  if (!url.pathname.startsWith(`${base}/`)) return 'outside the base path';
  const path = url.pathname.slice(base.length);
  const file = join(folder, path);
  if (!existsSync(file)) return 'no such file';
  if (!path.endsWith('/') && statSync(file).isDirectory()) return 'no slash at its end';
  const state = /^\/(?:(?:play|embed|lab|talk\/own)\/|reference\/syscalls\/#[a-z]+=)/.test(path + url.hash);
  if (anchor !== '' && !state && !ids.get(path)?.has(anchor)) return 'no such anchor';
  return undefined;
}
