import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build } from 'vite';
import { getManifest, injectManifest } from 'workbox-build';
import { digestOf, importedAssets, type KeptFile, LAST_FILE, megabytes, withBuild } from '../../offline/cacheNames.ts';
import { builtPages, rewritePage } from './headersFile.ts';

/** The worker's file. Beside the home page, for a worker reaches no further up than where it stands. */
export const WORKER_FILE = 'sw.js';

const SOURCE = fileURLToPath(new URL('../../offline/worker/sw.ts', import.meta.url));
/** The page that tells what is kept, and that another is not. */
const OFFLINE_PAGE = 'offline/index.html';
/** What no page of the site loads or links to: pictures for other sites' previews, what search engines read, and the parts of Pagefind that have a face of their own. */
const NOT_KEPT = [
  WORKER_FILE,
  '_headers',
  'robots.txt',
  'sitemap*.xml',
  'share.png',
  'og/**',
  'pagefind/pagefind-*ui*',
  'pagefind/pagefind-highlight.js',
];

/**
 * After all else of the build: names the build by the hash of all its files, writes that name into every page, and writes the service worker with the list of files that
 * it can keep. Stands last among the integrations, for it hashes what they write.
 */
export function offlineWorker(): AstroIntegration {
  return {
    name: 'offline-worker',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const { count, size } = await writeOfflineWorker(fileURLToPath(dir));
        logger.info(`${count} files, ${size}, can be kept offline`);
      },
    },
  };
}

/** Makes of a folder a build that can be kept: names it in its pages, and writes its worker. */
export async function writeOfflineWorker(folder: string): Promise<{ count: number; size: string }> {
  const files = await keptFiles(folder);
  const code = await bundle(folder);
  const id = buildId(files, code);
  const size = megabytes(files.reduce((sum, { bytes }) => sum + bytes, 0));
  for (const page of await builtPages(folder)) await rewritePage(page, withSize(withBuild(page.html, id), size));
  const { count } = await writeWorker(folder, files, code.replaceAll(ID, JSON.stringify(id)));
  return { count, size };
}

/** The size of the whole site where a page tells it: the page is made before all files are there. */
export const withSize = (html: string, size: string): string =>
  html.replace(/(<[^>]* data-site-size[^>]*>)[^<]*/g, `$1${size}`);

/** A name for these files: the same for the same files. */
export function buildId(files: readonly KeptFile[], worker: string): string {
  const hash = createHash('sha256').update(worker);
  for (const { url, revision } of files) hash.update(`${url} ${revision}\n`);
  return hash.digest('hex').slice(0, 12);
}

/** Every file that can be kept, by address; the page for what is not there last. */
async function keptFiles(folder: string): Promise<KeptFile[]> {
  const { manifestEntries, warnings } = await getManifest({ ...GLOBS, globDirectory: folder });
  if (warnings.length > 0) throw new Error(`The list of files: ${warnings.join('; ')}`);
  const base = new Set(await baseFiles(folder));
  const files = await Promise.all(
    manifestEntries.map(async ({ url }): Promise<KeptFile> => {
      const bytes = new Uint8Array(await readFile(join(folder, url)));
      const kept = {
        url: url.replace(/(^|\/)index\.html$/, '$1'),
        revision: await digestOf(bytes),
        bytes: bytes.length,
      };
      return base.has(url) ? { ...kept, isBase: true } : kept;
    }),
  );
  return files.sort((a, b) => Number(a.url === LAST_FILE) - Number(b.url === LAST_FILE) || (a.url < b.url ? -1 : 1));
}

const GLOBS = { globPatterns: ['**/*'], globIgnores: NOT_KEPT, maximumFileSizeToCacheInBytes: Number.MAX_SAFE_INTEGER };

/** The page that tells what is kept, with all that it loads by itself, now or later: what it names, and what that imports from the start. */
async function baseFiles(folder: string): Promise<string[]> {
  const found = new Set<string>();
  const add = async (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    if (!/\.(?:html|js|css)$/.test(file)) return;
    const text = await readFile(join(folder, file), 'utf8');
    const loaded = file.endsWith('.html') ? LOADED_BY_PAGE : LOADED_BY_STYLE;
    const names = file.endsWith('.js') ? importedAssets(text) : [...text.matchAll(loaded)].map(([, name]) => name);
    for (const name of names) await add(`_astro/${name}`);
  };
  await add(OFFLINE_PAGE);
  return [...found];
}

/** In attributes, and in the page's own script, which adds what keeps the page a while later. */
const LOADED_BY_PAGE = /(?:(?:href|src|component-url|renderer-url)="|`)[^"`\s]*\/_astro\/([^"`]+)["`]/g;
const LOADED_BY_STYLE = /url\([^)]*\/_astro\/([^)"']+)["']?\)/g;

/** Where the worker has the name of its build. */
const ID = 'self.BUILD_ID';

/** The worker's script; the name of its build and the list of its files are still to be put in. */
async function bundle(outDir: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: { input: SOURCE, output: { format: 'iife', entryFileNames: WORKER_FILE } },
    },
  });
  const [output] = 'output' in built ? built.output : [];
  if (output?.type !== 'chunk') throw new Error('The service worker was not built.');
  return output.code;
}

/** Lets workbox write the worker with its list, of which the entries are ours: workbox's own lack the size. */
async function writeWorker(folder: string, files: readonly KeptFile[], code: string) {
  const temporary = await mkdtemp(join(tmpdir(), 'worker-'));
  try {
    const swSrc = join(temporary, WORKER_FILE);
    await writeFile(swSrc, code);
    return await injectManifest({
      ...GLOBS,
      globDirectory: folder,
      swSrc,
      swDest: join(folder, WORKER_FILE),
      manifestTransforms: [() => ({ manifest: files.map((file) => ({ ...file, size: file.bytes })), warnings: [] })],
    });
  } finally {
    await rm(temporary, { recursive: true });
  }
}
