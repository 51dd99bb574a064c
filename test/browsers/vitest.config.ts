import { defineConfig } from 'vitest/config';
import { BROWSER_GONE } from './Driver.ts';

// Tests of the built site (dist/) in Firefox and WebKit, a file for each browser; they need a build.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 120_000,
    // As long as the browser's own waiting: a second is little for a page on a busy machine.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    // A browser that crashed is started anew; one that crashes again fails the test.
    retry: { count: 1, condition: BROWSER_GONE },
    maxWorkers: 2,
    globalSetup: ['./prepare.ts'],
  },
});
