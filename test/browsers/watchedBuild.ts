import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtPages, rewritePage } from '../../src/tools/build/headersFile.ts';
import { rootBuild } from '../browser/builds.ts';
import { COMPLAINTS, noteComplaints } from './complaints.ts';

/** The build with a script at the head of every page that notes the browser's complaints: WebDriver tells none. */
export const watchedBuild = join(import.meta.dirname, '../../.cache/watched-build');

const SCRIPT = 'complaints.js';

/** Copies the build and puts the script into every page. The site's policy allows it, being a file of the site's. */
export async function writeWatchedBuild(): Promise<void> {
  await rm(watchedBuild, { recursive: true, force: true });
  await cp(rootBuild, watchedBuild, { recursive: true });
  await writeFile(join(watchedBuild, SCRIPT), `(${noteComplaints})(${JSON.stringify(COMPLAINTS)});`);
  for (const page of await builtPages(watchedBuild))
    await rewritePage(page, page.html.replace(/<head[^>]*>/, `$&<script src="/${SCRIPT}"></script>`));
}
