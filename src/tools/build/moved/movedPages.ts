import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import moved from '../../../../content/data/moved-pages.json' with { type: 'json' };
import { builtPages } from '../builtPages.ts';
import { type MovedPage, movedPage, wrongMoves } from './movedPage.ts';

/** After the build: where a page was that has moved (`content/data/moved-pages.json`), writes one that leads on. A move from or to a wrong address stops the build. */
export function movedPages(): AstroIntegration {
  let place: { base: string; site: URL | undefined } = { base: '', site: undefined };
  return {
    name: 'moved-pages',
    hooks: {
      'astro:config:done': ({ config }) => {
        const site = config.site === undefined ? undefined : new URL(config.site);
        place = { base: config.base.replace(/\/$/, ''), site };
      },
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir);
        const moves: readonly MovedPage[] = moved;
        const wrong = wrongMoves(
          moves,
          (await builtPages(folder)).map(({ path }) => path),
        );
        if (wrong.length > 0) throw new Error(`content/data/moved-pages.json: ${wrong.join('; ')}`);
        for (const move of moves) {
          await mkdir(join(folder, move.from), { recursive: true });
          await writeFile(join(folder, move.from, 'index.html'), movedPage(move, place));
        }
      },
    },
  };
}
