import type { Diagnostic } from '../../engine/text/index.ts';

/** The part of sessionStorage that is used. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** The key of an address that holds no state, but says where this tab keeps one: its text is too long for any link. */
const KEPT = /^#?kept=([a-z0-9]{1,16})$/;

/** Where the address of the tab's newest state with a text of the reader's own stands, for a return by the menu. */
export const newestKey = (page: string) => `newest ${page}`;
const keptKey = (id: string) => `kept ${id}`;

/** The name under which the tab keeps the state that an address stands for; undefined where the address holds its state itself. */
export function keptId(hash: string): string | undefined {
  return KEPT.exec(hash)?.[1];
}

/** Keeps a state in the tab, over the older ones where there is no room for all; gives its address, or undefined where there is none at all. */
export function keepState(storage: TabStorage | undefined, id: string, fragment: string): string | undefined {
  if (!storage) return undefined;
  for (;;) {
    try {
      storage.setItem(keptKey(id), fragment);
      return `kept=${id}`;
    } catch {
      const older = keptKeys(storage).find((key) => key !== keptKey(id));
      if (older === undefined) return undefined;
      storage.removeItem(older);
    }
  }
}

/** The state that was kept under that name; undefined in another tab than its own. */
export function keptState(storage: TabStorage | undefined, id: string): string | undefined {
  return storage?.getItem(keptKey(id)) ?? undefined;
}

/** Remembers the address of a page's newest state. */
export function rememberNewest(storage: TabStorage | undefined, page: string, fragment: string): void {
  try {
    storage?.setItem(newestKey(page), fragment);
  } catch {
    // No room: the page begins anew, as it does in a new tab.
    storage?.removeItem(newestKey(page));
  }
}

/** The tab's storage; undefined where the browser gives none (blocked cookies). */
export function tabStorage(): TabStorage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/** What is said where a state is kept in another tab, or no longer. */
export const KEPT_ELSEWHERE: Diagnostic = {
  code: 'link-kept',
  severity: 'error',
  message: 'This address is for a text too long for a link; only the browser tab where it was typed has it.',
  hint: 'Go back to that tab, or ask for the text as a file.',
};

function keptKeys(storage: TabStorage): string[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  return keys.filter((key) => key.startsWith(keptKey(''))).sort();
}
