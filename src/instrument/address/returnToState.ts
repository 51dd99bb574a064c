import { newestState, tabStorage } from './tabStore.ts';

/**
 * An instrument's page that is come back to without a state, by the menu: the tab's newest state with a text of the reader's own is put into the address,
 * which opens it.
 */
export function returnToState(): void {
  if (location.hash !== '') return;
  const [navigation] = performance.getEntriesByType('navigation');
  // Back and reload show what was there.
  if (navigation instanceof PerformanceNavigationTiming && navigation.type !== 'navigate') return;
  const newest = newestState(tabStorage(), location.pathname);
  if (newest !== undefined) location.replace(`#${newest}`);
}
