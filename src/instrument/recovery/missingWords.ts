import type { Trouble } from './Trouble.ts';

/** What stands in the place of an answer whose `what` ("the profile checker’s script") is on its way. */
export const loadingWords = (what: string): string => `Loading ${what}…`;

/** What stands there once it failed to load. */
export function missingWords(what: string, trouble: Trouble): string {
  const cause =
    trouble === 'unreachable'
      ? 'Check your connection.'
      : 'The site may have been updated since you opened this page. If so, reload the page.';
  return `Couldn’t load ${what}. ${cause}`;
}

/** The two ways on: the first is always offered, the second where a newer build may have taken the file away. */
export const TRY_AGAIN = 'Try again';
export const RELOAD = 'Reload the page';
