import { globSync } from 'node:fs';

/**
 * The pages that stand for all of their kind, by the route of `src/pages` that makes them. What a browser is asked about a page it is asked about these; a page more of a kind
 * is no test more. Drawings, which are code of their own, are looked at wherever they stand (figures.test.ts).
 */
const STANDING: Readonly<Record<string, readonly string[]>> = {
  '404': ['/404.html'],
  'embed/[instrument]': ['/embed/seccomp/'],
  index: ['/'],
  'learn/[chapter]': ['/learn/user-namespaces/'],
  'learn/index': ['/learn/'],
  'learn/progress': ['/learn/progress/'],
  offline: ['/offline/'],
  'play/ask': ['/play/ask/'],
  'play/compare': ['/play/compare/'],
  'play/filter': ['/play/filter/'],
  'play/seccomp': ['/play/seccomp/'],
  'play/stack': ['/play/stack/'],
  'play/trace': ['/play/trace/'],
  'play/uid-map': ['/play/uid-map/'],
  // A text, and each that is made of a collection or a table.
  'reference/[page]': [
    '/reference/profile-format/',
    '/reference/errors/',
    '/reference/incidents/',
    '/reference/stacks/',
    '/reference/syscalls/',
  ],
  'reference/glossary': ['/reference/glossary/'],
  'reference/index': ['/reference/'],
  'reference/sources': ['/reference/sources/'],
  'talk/2016': ['/talk/2016/'],
  'talk/index': ['/talk/'],
  'talk/own': ['/talk/own/'],
  'talk/presenter': ['/talk/presenter/'],
};

/** The routes that nothing stands for: none, or a new one has been forgotten above. */
export const routesWithoutPage: readonly string[] = globSync('**/*.astro', {
  cwd: new URL('../../src/pages', import.meta.url).pathname,
})
  .map((file) => file.replace(/\.astro$/, ''))
  .filter((route) => !(route in STANDING));

/** A page of each kind. */
export const kinds: readonly string[] = Object.values(STANDING).flat();
