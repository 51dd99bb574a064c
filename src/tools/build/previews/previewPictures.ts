import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { builtPages } from '../headersFile.ts';

/** How a page names its picture (src/components/head/Published.astro). */
const NAMED = /<meta property="og:image" content="([^"]+)"/;

/** After a build that knows its origin: draws for each page that names one the picture that a shared link to it shows. */
export function previewPictures(): AstroIntegration {
  let base = '';
  return {
    name: 'preview-pictures',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/$/, '');
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        // What draws is large, and the configuration is read for far more than such a build.
        const [{ previewDrawer }, { previewWords }] = await Promise.all([
          import('./drawPreview.ts'),
          import('./previewWords.ts'),
        ]);
        const draw = await previewDrawer();
        const named = (await builtPages(folder)).flatMap(({ html, path }) => {
          const [, address] = NAMED.exec(html) ?? [];
          return address === undefined ? [] : [{ html, path, picture: new URL(address).pathname.slice(base.length) }];
        });
        for (const { html, path, picture } of named) {
          const file = join(folder, picture);
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, await draw(previewWords(html, path)));
        }
        logger.info(`${named.length} pictures drawn`);
      },
    },
  };
}
