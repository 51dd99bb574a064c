import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeOfflineWorker } from '../../src/tools/build/offlineWorker.ts';

const TEXTS = /\.(?:html|js|css|json)$/;

/** The name that a chunk has in the newer build. */
export const NEWER = 'newer000';

/** Makes of a build the next one: some of its chunks have other names, and so have those that name them; the old ones are gone, and its worker is another. */
export async function writeNewerBuild(from: string, to: string, chunks: readonly RegExp[]): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  const names = await readdir(join(to, '_astro'));
  const texts = new Map<string, string>();
  for (const entry of await readdir(to, { recursive: true }))
    if (TEXTS.test(entry)) texts.set(entry, await readFile(join(to, entry), 'utf8'));
  const changed = new Set(chunks.map((chunk) => names.find((name) => chunk.test(name)) ?? missing(chunk)));
  for (const name of changed)
    for (const [entry, text] of texts)
      if (entry.startsWith('_astro/') && text.includes(name)) changed.add(basename(entry));
  for (const [entry, text] of texts)
    await writeFile(
      join(to, entry),
      [...changed].reduce((newer, name) => newer.replaceAll(name, newerName(name)), text),
    );
  for (const name of changed) await rename(join(to, '_astro', name), join(to, '_astro', newerName(name)));
  await writeOfflineWorker(to);
}

const newerName = (name: string) => name.replace(/\.[\w-]+(\.\w+)$/, `.${NEWER}$1`);

function missing(chunk: RegExp): never {
  throw new Error(`The build has no chunk like ${chunk}.`);
}
