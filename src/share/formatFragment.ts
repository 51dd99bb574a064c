/**
 * Characters that stay as they are, so that a link can be read aloud and typed from a slide. All others, and those that would end an
 * entry or the URL itself (`& # %`, spaces, quotes, angle brackets), are percent-encoded.
 */
const UNREADABLE = /[^A-Za-z0-9\-._~!$'()*+,;:@/?=|]/gu;

/** The fragment that says these entries, without `#`; '' when there are none. `parseFragment` reads it back. */
export function formatFragment(entries: Iterable<readonly [key: string, value: string]>): string {
  return [...entries].map(([key, value]) => `${key}=${escapeValue(value)}`).join('&');
}

function escapeValue(value: string): string {
  // A lone surrogate has no UTF-8 form; encodeURIComponent would throw on it.
  return value.toWellFormed().replace(UNREADABLE, (character) => encodeURIComponent(character));
}
