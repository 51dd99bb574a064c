import type { Plugin } from 'vite';

/** What reveal.js asks for, and what it asks for here. */
const ASKED: readonly (readonly [what: RegExp, instead: string])[] = [
  [/"\.slides section"/g, '".slides > section"'],
  [/"section"/g, '":scope > section"'],
];

const MODULE = /\/node_modules\/reveal\.js\/dist\/reveal\.mjs$/;

/** To reveal.js a section within a slide is a slide below it. Ours have none below them, and instruments are made of sections. */
export function flatSlides(): Plugin {
  return {
    name: 'flat-slides',
    transform: { filter: { id: MODULE }, handler: flatModule },
  };
}

/** reveal.js with slides of one level. Throws where it asks otherwise, as after an update. */
export function flatModule(code: string): string {
  return ASKED.reduce((left, [what, instead]) => {
    const flat = left.replaceAll(what, instead);
    if (flat === left) throw new Error(`reveal.js has nothing like ${what}.`);
    return flat;
  }, code);
}

/** Leaves Astro's script for islands out of the pages: the scripts that wake them bring their own (`src/site/wake/defineIsland.ts`). */
export function ownIsland(): Plugin {
  return {
    name: 'own-island',
    apply: 'build',
    transform: {
      filter: { id: /\/astro\/dist\/runtime\/server\/astro-island\.prebuilt\.js$/ },
      handler: () => "export default '';",
    },
  };
}
