import type { Opened } from './Message.ts';

/** What the page that is open asks a worker to keep: itself, and what it has loaded. */
export const openedPage = (): Opened => ({
  kind: 'opened',
  build: document.documentElement.dataset.build,
  since: performance.timeOrigin,
  addresses: [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)],
});
