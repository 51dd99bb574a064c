import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeOfflineWorker } from '../../src/tools/build/offlineWorker.ts';

const TEXTS = /\.(?:html|js|css|json)$/;

/** The name that a chunk has in the newer build. */
export const NEWER = 'newer000';

/** A page of each kind that is kept in a way of its own, and those that are opened, asked and linked. */
const SMALL_SITE = [
  'index.html',
  'offline/index.html',
  'learn/index.html',
  'learn/iceberg/index.html',
  'learn/seccomp/index.html',
  'learn/user-namespaces/index.html',
  'play/uid-map/index.html',
  'talk/index.html',
  'talk/own/index.html',
  '404.html',
];

/** Makes of a build a site of few pages, and of the files that they come to need, so that the whole of it is soon taken. */
export async function writeSmallBuild(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(join(to, '_astro'), { recursive: true });
  const names = await readdir(join(from, '_astro'));
  const needed = new Set<string>();
  const take = async (entry: string) => {
    if (needed.has(entry)) return;
    needed.add(entry);
    await cp(join(from, entry), join(to, entry));
    if (!TEXTS.test(entry)) return;
    const text = await readFile(join(from, entry), 'utf8');
    for (const name of names) if (text.includes(name)) await take(`_astro/${name}`);
  };
  for (const page of SMALL_SITE) await take(page);
  await cp(join(from, '_headers'), join(to, '_headers'));
  await writeOfflineWorker(to);
}

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
