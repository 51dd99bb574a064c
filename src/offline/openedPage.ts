import type { Asked } from './Message.ts';

/** What the page that is open asks a worker to keep: itself, and what it has loaded. */
export const openedPage = (): Asked => ({
  kind: 'opened',
  build: document.documentElement.dataset.build,
  addresses: [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)],
});
