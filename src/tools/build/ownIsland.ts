import type { Plugin } from 'vite';

/** Leaves Astro's script for islands out of the pages: the scripts that wake them bring their own (`src/site/wake/defineIsland.ts`): it is a tenth of a chapter's frame. */
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
