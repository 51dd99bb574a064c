import { getViteConfig } from 'astro/config';

export default getViteConfig(
  {
    test: {
      include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
      exclude: ['test/browser/**', 'test/browsers/**', 'test/sub-path/**'],
      setupFiles: ['test/seed.ts'],
      // Nothing is timed in a test: this ends one that hangs, on a machine however slow.
      testTimeout: 240_000,
      // Vitest's own leaves one processor free, which is half of a machine that has two.
      maxWorkers: '100%',
    },
  },
  { cacheDir: './.astro' },
);
