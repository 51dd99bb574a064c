import { basename } from 'node:path';
import type { Plugin } from 'vite';

/** A worker, or a script that the page adds to itself: a module of the site that is asked for by its address. */
const BY_ADDRESS = /new URL\('(\.\/[^']+\.ts)', import\.meta\.url\)(?:\.href)?/g;

/**
 * Builds what is loaded by its address (workers, and scripts that a page adds to itself) together with the pages instead of apart from them, so that all load
 * one copy of the modules that they share, with its styles. For that no script may be
 * preloaded: Vite's helper writes links into the document, and a worker has none. Astro sets the option to an object of its own, so it is set last. What is
 * left of the helper only loads, for no script that comes later has styles.
 */
export function builtTogether(): Plugin {
  let base = '/';
  return {
    name: 'built-together',
    enforce: 'pre',
    apply: 'build',
    applyToEnvironment: ({ config }) => config.consumer === 'client',
    configResolved(config) {
      base = config.base;
      if (config.environments.client) config.environments.client.build.modulePreload = false;
    },
    load: { filter: { id: /\0vite\/preload-helper/ }, handler: () => 'export const __vitePreload = (load) => load();' },
    transform: {
      filter: { code: BY_ADDRESS },
      async handler(code, importer) {
        const addresses = new Map<string, string>();
        for (const [expression, specifier = ''] of code.matchAll(BY_ADDRESS)) {
          const module = await this.resolve(specifier, importer);
          if (!module) throw new Error(`No ${specifier} beside ${importer}.`);
          const name = basename(specifier, '.ts');
          // What loads one by its address may ask for what it exports, which no import tells.
          const file = this.emitFile({ type: 'chunk', id: module.id, name, preserveSignature: 'allow-extension' });
          addresses.set(expression, `import.meta.ROLLUP_FILE_URL_${file}`);
        }
        return code.replace(BY_ADDRESS, (expression) => addresses.get(expression) ?? expression);
      },
    },
    // From the root of the site: the page's own script stands in pages of any depth, and has no address.
    resolveFileUrl: ({ fileName }) => JSON.stringify(base.replace(/\/?$/, '/') + fileName),
  };
}
