import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepLooking } from '../../src/offline/ownRegistration.ts';

// Whether the browser does look then is asked in test/browser/offlineUpdates.test.ts.
let loaded: string[];
beforeEach(() => {
  vi.useFakeTimers();
  loaded = [];
  vi.stubGlobal(
    'Worker',
    class {
      constructor(address: URL) {
        loaded.push(address.pathname.replace(/.*\//, ''));
      }
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const seconds = (count: number) => vi.advanceTimersByTime(1_000 * count);

it('loads a worker that has nothing to do each second while the other waits, until it is told to stop', () => {
  const waiting = { state: 'installed' } as ServiceWorker;
  const stop = keepLooking(waiting);
  vi.advanceTimersByTime(999);
  expect(loaded).toEqual([]);
  seconds(2);
  expect(loaded).toEqual(['nothing.worker.ts', 'nothing.worker.ts']);
  stop();
  seconds(5);
  expect(loaded.length).toBe(2);
});

it.each(['installing', 'activating', 'activated', 'redundant'])('loads none for one that is %s', (state) => {
  keepLooking({ state } as ServiceWorker);
  seconds(5);
  expect(loaded).toEqual([]);
});
