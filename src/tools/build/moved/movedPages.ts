import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import moved from '../../../../content/data/moved-pages.json' with { type: 'json' };
import { withOrigin } from '../../../share/fragment.ts';
import { hashOf, leadOnScript } from '../../../site/inlineScripts.ts';
import { builtPages, contentSecurityPolicy } from '../headersFile.ts';

/** A page that was published under `from` and is now at `to`, which may name an anchor. */
interface MovedPage {
  from: string;
  to: string;
}

/**
 * A page that stands where another was, on any host: its script goes on to the new one with the reader's query and fragment, without a script the browser does, and
 * whoever stays has the link. It is in no list of search engines, nor in the site's own search, which reads what is marked for it.
 */
export function movedPage({ to }: MovedPage, { base, site }: { base: string; site: URL | undefined }): string {
  const href = escaped(`${base}${to}`);
  const canonical =
    site === undefined ? '' : `<link rel="canonical" href="${escaped(withOrigin(`${base}${to}`, site))}">`;
  const { directives, scriptDirective } = contentSecurityPolicy;
  const scripts = `script-src ${scriptDirective.resources.join(' ')} '${hashOf(leadOnScript)}'`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="content-security-policy" content="${[...directives, scripts].join('; ')}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">',
    '<title>This page has moved · Below the Waterline</title>',
    `<meta name="robots" content="noindex">${canonical}`,
    `<noscript><meta http-equiv="refresh" content="0;url=${href}"></noscript></head>`,
    `<body><main id="main"><h1>This page has moved</h1><p><a id="on" href="${href}">Go to its new address</a></p></main>`,
    `<script>${leadOnScript}</script></body></html>\n`,
  ].join('');
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

const ADDRESS = /^\/(?:\w[\w.-]*\/)*$/;

/** What is wrong with these moves in a build with these pages: each has to lead from an address that no page has to one that a page has, in one step. */
export function wrongMoves(moves: readonly MovedPage[], paths: readonly string[]): string[] {
  return moves.flatMap(({ from, to }, at) => {
    const [page = ''] = to.split('#');
    if (!ADDRESS.test(from) || from === '/') return [`“${from}” is no page’s address`];
    if (paths.includes(from)) return [`${from} is still a page`];
    if (moves.findIndex((each) => each.from === from) < at) return [`${from} has moved twice`];
    return paths.includes(page) ? [] : [`no page ${page}, where ${from} would lead`];
  });
}

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
