import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { withOrigin } from '../../../share/fragment.ts';
import { builtPages } from '../headersFile.ts';

/** How a page names the file with its text (src/layouts/Page.astro). */
const NAMED = /<link rel="alternate" type="text\/markdown" href="([^"]+)"/;

/** After the build: writes for each page that names one the file with its text as Markdown, `/learn/iceberg.md` for `/learn/iceberg/`. */
export function markdownTwins(): AstroIntegration {
  let base = '';
  let site: URL | undefined;
  return {
    name: 'markdown-twins',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/$/, '');
        site = config.site === undefined ? undefined : new URL(config.site);
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        // Read only here: the configuration is read for far more than a build.
        const { markdownTwin } = await import('./markdownTwin.ts');
        const named = (await builtPages(folder)).flatMap((page) => {
          const [, href] = NAMED.exec(page.html) ?? [];
          return href === undefined ? [] : [{ ...page, twin: href.slice(base.length) }];
        });
        await Promise.all(
          named.map(({ html, path, twin }) =>
            writeFile(join(folder, twin), markdownTwin(html, withOrigin(`${base}${path}`, site))),
          ),
        );
        logger.info(`${named.length} texts written`);
      },
    },
  };
}
