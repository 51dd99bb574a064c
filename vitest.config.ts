import { getViteConfig } from 'astro/config';

export default getViteConfig(
  {
    test: {
      include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
      exclude: ['test/browser/**', 'test/browsers/**'],
      setupFiles: ['test/seed.ts'],
    },
  },
  { cacheDir: './.astro' },
);
