import { defineConfig } from 'vitest/config';

// Tests of the site as it is built under a sub-path and with an origin, which knows more than the build at the root: pictures, the feed, JSON-LD.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 180_000,
    isolate: false,
    globalSetup: ['./buildUnderSubPath.ts'],
  },
});
