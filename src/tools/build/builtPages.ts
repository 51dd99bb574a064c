import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One HTML file of the build: where it is and the URL path that it answers, without BASE_PATH. */
export interface BuiltPage {
  file: string;
  path: string;
  html: string;
}

/** Every HTML file under the build's folder, by path: `learn/iceberg/index.html` answers `/learn/iceberg/`. */
export async function builtPages(folder: string): Promise<BuiltPage[]> {
  const entries = await readdir(folder, { recursive: true });
  const files = entries.filter((entry) => entry.endsWith('.html')).sort();
  return Promise.all(
    files.map(async (entry) => ({
      file: join(folder, entry),
      path: `/${entry.replace(/(^|\/)index\.html$/, '$1')}`,
      html: await readFile(join(folder, entry), 'utf8'),
    })),
  );
}

/** Puts a changed page back. */
export async function rewritePage(page: BuiltPage, html: string): Promise<void> {
  if (html !== page.html) await writeFile(page.file, html);
}
