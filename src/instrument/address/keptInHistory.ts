/** Browsers count calls of replaceState, so a pause in typing is waited for. */
export const KEEPING_PAUSE_MS = 250;

/** The states of the instruments of a page, each under its name, that the page's entry in the tab's history keeps; none where it keeps none. */
export function keptInHistory(): Readonly<Record<string, string>> {
  return history.state?.kept ?? {};
}

/** Keeps a state with the page's entry in the tab's history. */
export function keepInHistory(id: string, fragment: string): void {
  try {
    history.replaceState({ ...history.state, kept: { ...keptInHistory(), [id]: fragment } }, '');
  } catch {
    // Too large for this browser, or too many in a short time: the page begins anew.
  }
}
