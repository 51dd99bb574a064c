import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { rootBuild } from './builds.ts';

/** What the search knows of a page: its text, for the excerpts, and where in it each anchor stands, in words. */
export interface SearchFragment {
  url: string;
  content: string;
  anchors: readonly { element: string; id: string; location: number }[];
}

/** The page as Pagefind keeps it. */
export async function fragmentOf(path: string): Promise<SearchFragment> {
  const folder = join(rootBuild, 'pagefind/fragment');
  for (const name of await readdir(folder)) {
    const packed = gunzipSync(await readFile(join(folder, name))).toString();
    const fragment: SearchFragment = JSON.parse(packed.slice(packed.indexOf('{')));
    if (fragment.url === path) return fragment;
  }
  throw new Error(`The search does not know ${path}.`);
}
