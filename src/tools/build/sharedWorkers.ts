import { basename } from 'node:path';
import type { Plugin } from 'vite';

const WORKER = /new URL\('(\.\/[^']+\.worker\.ts)', import\.meta\.url\)/g;

/**
 * Builds workers together with the pages instead of apart from them, so that both load one copy of the modules that they share. For that no script may be
 * preloaded: Vite's helper writes links into the document, and a worker has none. Astro sets the option to an object of its own, so it is set last. What is
 * left of the helper only loads, for no script that comes later has styles.
 */
export function sharedWorkers(): Plugin {
  return {
    name: 'shared-workers',
    enforce: 'pre',
    apply: 'build',
    applyToEnvironment: ({ config }) => config.consumer === 'client',
    configResolved({ environments }) {
      if (environments.client) environments.client.build.modulePreload = false;
    },
    load: { filter: { id: /\0vite\/preload-helper/ }, handler: () => 'export const __vitePreload = (load) => load();' },
    transform: {
      filter: { code: /new Worker\(new URL\(/ },
      async handler(code, importer) {
        const addresses = new Map<string, string>();
        for (const [expression, specifier = ''] of code.matchAll(WORKER)) {
          const worker = await this.resolve(specifier, importer);
          if (!worker) throw new Error(`No worker ${specifier} beside ${importer}.`);
          const file = this.emitFile({ type: 'chunk', id: worker.id, name: basename(specifier, '.ts') });
          addresses.set(expression, `import.meta.ROLLUP_FILE_URL_${file}`);
        }
        return code.replace(WORKER, (expression) => addresses.get(expression) ?? expression);
      },
    },
  };
}
