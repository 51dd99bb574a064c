import { join } from 'node:path';
import { createServer, createServerModuleRunner } from 'vite';

/** The modules of a checkout of the project, run as its pages are built from them. */
export interface Checkout {
  root: string;
  /** A module by its path from the root; it throws where there is none. */
  load<Module>(path: string): Promise<Module>;
  close(): Promise<void>;
}

export async function openCheckout(root: string): Promise<Checkout> {
  const server = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    cacheDir: join(root, '.astro/answers'),
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  return {
    root,
    load: (path) => runner.import(join(root, path)),
    close: async () => {
      await runner.close();
      await server.close();
    },
  };
}
