import { getViteConfig } from 'astro/config';

/** Tests that give a module, a clock or a global of their own to what they test. */
const PATCHING = [
  'test/instrument/recovery/Retry.test.ts',
  'test/islands/seccomp/worker/loading.test.ts',
  'test/islands/seccomp/worker/workerClient.test.ts',
  'test/islands/uid-map/state/recognised.test.ts',
  'test/offline/keepLooking.test.ts',
];

export default getViteConfig(
  {
    test: {
      exclude: ['test/browser/**', 'test/browsers/**', 'test/sub-path/**'],
      setupFiles: ['test/seed.ts'],
      // Nothing is timed in a test: this ends one that hangs, on a machine however slow.
      testTimeout: 240_000 * Number(process.env.FC_RUNS ?? 1),
      // Vitest's own leaves one processor free, which is half of a machine that has two.
      maxWorkers: '100%',
      projects: [
        {
          extends: true,
          test: {
            name: 'shared',
            // The files share the modules that they load: evaluating these anew for each took longer than the tests.
            isolate: false,
            sequence: { groupOrder: 2 },
            // The engine is loaded by Node itself, as in the command: it needs nothing that Vite does.
            server: { deps: { external: [/\/src\/engine\//] } },
            include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
            exclude: ['test/browser/**', 'test/browsers/**', 'test/sub-path/**', ...PATCHING],
          },
        },
        // First, also where there is one processor: what Node loads by itself for the others, Vite gives to nobody any more.
        { extends: true, test: { name: 'patching', sequence: { groupOrder: 1 }, include: PATCHING } },
      ],
    },
  },
  { cacheDir: './.astro' },
);
