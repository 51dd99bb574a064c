import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import sitemap from '@astrojs/sitemap';
import { defineConfig, envField } from 'astro/config';
import { codeBlocks } from './src/site/markdown/codeBlocks.ts';
import { internalLinks } from './src/site/markdown/internalLinks.ts';
import { scrollingTables } from './src/site/markdown/scrollingTables.ts';
import { wholeOptionsInProse } from './src/site/markdown/wholeOptions.ts';
import { wakeDirectives } from './src/site/wake/wakeDirectives.ts';
import { contentSecurityPolicy } from './src/tools/build/contentSecurityPolicy.ts';
import { headersFile } from './src/tools/build/headersFile.ts';
import { packedFacts } from './src/tools/build/packedFacts.ts';
import { searchIndex } from './src/tools/build/searchIndex.ts';
import { sharedWorkers } from './src/tools/build/sharedWorkers.ts';

const base = process.env.BASE_PATH ?? '/';
/** The origin the build is for. Without one, no page names an address of its own and no sitemap is written. */
const site = process.env.SITE_URL || undefined;

/** What the editor begins with, so that it comes as one script; what it loads later stays apart. */
const EDITOR =
  /node_modules\/(?:@codemirror\/(?:view|state|language|commands)|@lezer|style-mod|w3c-keyname|crelt|@marijn)\//;

export default defineConfig({
  site,
  base,
  trailingSlash: 'always',
  build: { inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  env: { schema: { REPO_URL: envField.string({ context: 'client', access: 'public', optional: true }) } },
  markdown: {
    syntaxHighlight: false,
    processor: satteri({ hastPlugins: [codeBlocks(), internalLinks(base), scrollingTables(), wholeOptionsInProse()] }),
  },
  vite: {
    plugins: [packedFacts(), sharedWorkers()],
    environments: {
      client: {
        build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'editor', test: EDITOR }] } } } },
      },
    },
  },
  security: { csp: contentSecurityPolicy },
  integrations: [wakeDirectives(), preact(), mdx(), ...(site ? [sitemap()] : []), searchIndex(), headersFile()],
});
