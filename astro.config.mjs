import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import sitemap from '@astrojs/sitemap';
import { defineConfig, envField } from 'astro/config';
import { codeBlocks, inlinePlugins, scrollingTables } from './src/site/markdown/codeBlocks.ts';
import { wakeDirectives } from './src/site/wake/wakeDirectives.ts';
import { builtTogether } from './src/tools/build/builtTogether.ts';
import { changesFeed } from './src/tools/build/feed/changesFeed.ts';
import { flatSlides, ownIsland } from './src/tools/build/flatSlides.ts';
import { contentSecurityPolicy, headersFile } from './src/tools/build/headersFile.ts';
import { leanEditor, searchIndex } from './src/tools/build/leanEditor.ts';
import { movedPages } from './src/tools/build/moved/movedPages.ts';
import { offlineWorker } from './src/tools/build/offlineWorker.ts';
import { packedFacts } from './src/tools/build/packedFacts.ts';
import { previewPictures } from './src/tools/build/previews/previewPictures.ts';
import { markdownTwins } from './src/tools/build/twins/markdownTwins.ts';

const base = process.env.BASE_PATH ?? '/';
/** The origin the build is for. Without one, no page names an address of its own and no sitemap is written. */
const site = process.env.SITE_URL || undefined;

/** Small modules that all instruments load, with their workers: apart from each other they would be six scripts. */
const SHARED =
  /\/src\/(?:engine\/(?:text\/(?:\w+|json\/(?!formatJson|readPieces)\w+)|linux\/(?:goNumber|kernelVersion|limits|release|versions)|stack\/(?:stacks|engineNames))|share\/(?:checksKey|link\w+|kernel\w+|stackKey|deflateText|fragment|readLink|unknownEntries|writeLink)|ui\/(?:Phrase|LineMark)|instrument\/(?:stacks\/(?:besideStack|partWords)|worker\/answerMessages))\.ts/;

/** What is wanted together, and so is one script, with all that it imports; what loads scripts goes first, for workers have no use for the others. */
const SCRIPTS = [
  { name: 'load', test: /vite\/preload-helper/ },
  { name: 'mountEditor', test: /\/ui\/editor\/mountEditor\.ts/ },
  { name: 'preact', test: /\/node_modules\/preact\// },
  { name: 'shared', test: SHARED },
  // What the engines of the checker and of the stack table load: taken apart by who needs what, they would be more scripts, and larger.
  {
    name: 'reading',
    test: /\/(?:text\/json\/readJson|linux\/(?:kernelVersion|release|limits|versions)|build\/packedTexts)\.ts/,
  },
  {
    name: 'calls',
    test: /\/(?:linux\/call\/parseCall|strace\/straceLines|linux\/formatNumber|seccomp\/(?:worker\/inspectAsked|state\/(?:target|stackTarget|CallSurvey)|words\/(?:qualified|targetWords)|filter\/engineArchitectures|findings\/Finding|profile\/(?:names|Profile))|instrument\/(?:words\/(?:places|profileFile)|presets\/unknownProfile)|share\/(?:archKey|seccompLink))\.ts/,
  },
  { name: 'answers', test: /\/seccomp\/(?:roads\/reach|words\/ask|worker\/answerLoaded)\.ts/ },
  // What knows the ways to a call, which the checker and an exercise's checks need alike.
  { name: 'ways', test: /\/seccomp\/(?:roads\/(?:intentOfCall|roads)|allowing\/stillRequired)\.ts/ },
  // The small pieces of the home page's question, and the frame of every instrument around them.
  { name: 'pieces', test: /\/(?:ui\/(?:Chip|LiveRegion|PhraseText|TextInput)|instrument\/recovery\/Missing)\.tsx/ },
  {
    name: 'instrument',
    test: /\/(?:instrument\/(?:useInstrument|checks\/Tests|words\/subject|installed\/WhatHaveIGot|stacks\/(?:KernelField|OtherStack|stackOptions)|worker\/(?:useEngine|useLate))|ui\/(?:Choice|ComputedFor|LineField|Notices|OpenFile|ProblemList|SaveText|SelectField|UndoLine))\.tsx?/,
  },
  // What completes while one types: the checker and the stack table have the line, the checker and tests the editor.
  { name: 'fields', test: /\/ui\/(?:ComboBox|CodeField|SourceLinks|matchingOptions)\.tsx?/ },
  // What reads a text of IDs, and what shows it.
  { name: 'ids', test: /\/idmap\/(?:map\/(?:Extent|compose|toOutside)|formats\/(?:noIdmappedMount|shellWord))\.ts/ },
  { name: 'uidMapLink', test: /\/share\/uidMapLink\.ts/ },
];

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
    plugins: [packedFacts(), leanEditor(), flatSlides(), ownIsland(), builtTogether()],
    environments: {
      client: {
        build: { rolldownOptions: { output: { codeSplitting: { groups: SCRIPTS } } } },
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
