import { defineConfig } from 'vitest/config';

// Tests of the built site (dist/) in Chromium; `npm test` builds it first.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 240_000,
    // As long as the browser's own waiting: a second is little for a page on a busy machine.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 180_000,
    // A page waits now and then: two of them leave a seventh of two processors idle.
    maxWorkers: 3,
    // The files that a worker runs share its modules, and with them one Chromium.
    isolate: false,
    globalSetup: ['./prepare.ts'],
  },
});
