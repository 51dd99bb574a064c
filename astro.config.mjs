import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import sitemap from '@astrojs/sitemap';
import { defineConfig, envField } from 'astro/config';
import { codeBlocks, inlinePlugins, scrollingTables } from './src/site/markdown/codeBlocks.ts';
import { wakeDirectives } from './src/site/wake/wakeDirectives.ts';
import { builtTogether } from './src/tools/build/builtTogether.ts';
import { changesFeed } from './src/tools/build/feed/changesFeed.ts';
import { contentSecurityPolicy, headersFile } from './src/tools/build/headersFile.ts';
import { movedPages } from './src/tools/build/moved/movedPages.ts';
import { offlineWorker } from './src/tools/build/offlineWorker.ts';
import { ownIsland } from './src/tools/build/ownIsland.ts';
import { previewPictures } from './src/tools/build/previews/previewPictures.ts';
import { searchIndex } from './src/tools/build/searchIndex.ts';
import { markdownTwins } from './src/tools/build/twins/markdownTwins.ts';

const base = process.env.BASE_PATH ?? '/';
/** The origin the build is for. Without one, no page names an address of its own and no sitemap is written. */
const site = process.env.SITE_URL || undefined;

export default defineConfig({
  site,
  base,
  trailingSlash: 'always',
  build: { inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  env: { schema: { REPO_URL: envField.string({ context: 'client', access: 'public', optional: true }) } },
  markdown: {
    syntaxHighlight: false,
    processor: satteri({ hastPlugins: [codeBlocks(), scrollingTables(), ...inlinePlugins(base)] }),
  },
  vite: {
    plugins: [ownIsland(), builtTogether()],
    // What most instruments share of these folders is one script: apart it would be thirty, most of them of a few hundred bytes.
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: {
              codeSplitting: {
                groups: [{ name: 'frame', test: /\/src\/(?:ui|share)\/|\/node_modules\/preact\//, minShareCount: 6 }],
              },
            },
          },
        },
      },
    },
  },
  security: { csp: contentSecurityPolicy },
  integrations: [
    wakeDirectives(),
    preact(),
    mdx(),
    markdownTwins(),
    movedPages(),
    ...(site ? [sitemap(), changesFeed(), previewPictures()] : []),
    searchIndex(),
    headersFile(),
    offlineWorker(),
  ],
});
