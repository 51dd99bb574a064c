/** Something that the site keeps in the reader's browser, beside progress. */
export interface KeptThing {
  id: 'theme' | 'texts';
  where: 'localStorage' | 'sessionStorage';
  /** Whether a key is of it. */
  has: (key: string) => boolean;
}

/** All of it: themeSwitch.ts keeps the theme, tabStore.ts and EarlyInput.ts the texts of a tab. */
export const KEPT_THINGS: readonly KeptThing[] = [
  { id: 'theme', where: 'localStorage', has: (key) => key === 'theme' },
  { id: 'texts', where: 'sessionStorage', has: (key) => key === 'early' || /^(?:kept|newest) /.test(key) },
];

/** Of these, what is kept now. */
export const keptNow = (): KeptThing['id'][] =>
  KEPT_THINGS.filter((thing) => keysOf(thing).length > 0).map(({ id }) => id);

/** Forgets one of them. */
export function eraseKept(id: KeptThing['id']): void {
  for (const thing of KEPT_THINGS) {
    if (thing.id !== id) continue;
    for (const key of keysOf(thing)) window[thing.where].removeItem(key);
  }
}

function keysOf({ where, has }: KeptThing): string[] {
  try {
    return Object.keys(window[where]).filter(has);
  } catch {
    return [];
  }
}
