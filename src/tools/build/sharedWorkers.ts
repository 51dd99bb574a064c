import { basename } from 'node:path';
import type { Plugin } from 'vite';

const WORKER = /new URL\('(\.\/[^']+\.worker\.ts)', import\.meta\.url\)/g;

/** Builds workers together with the pages instead of apart from them, so that both load one copy of the modules that they share. */
export function sharedWorkers(): Plugin {
  return {
    name: 'shared-workers',
    enforce: 'pre',
    apply: 'build',
    applyToEnvironment: ({ config }) => config.consumer === 'client',
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
