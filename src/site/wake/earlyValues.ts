/** A field’s id and what was typed into it. */
export type EarlyValue = readonly [id: string, value: string];

interface Kept {
  page: string;
  values: EarlyValue[];
}

/** Keeps what was typed on this page in the tab: loaded again, the page gives it to its instruments. */
export function keepEarlyValues(values: readonly EarlyValue[]): void {
  try {
    if (values.length === 0) sessionStorage.removeItem('early');
    else sessionStorage.early = JSON.stringify({ page: location.pathname, values });
  } catch {
    // No room, or no storage: what is in the address is there again.
  }
}

/** Gives what was typed into some of this page’s fields before it was loaded again, once. */
export function takeEarlyValues(has: (id: string) => boolean): EarlyValue[] {
  let kept: Kept;
  try {
    kept = JSON.parse(sessionStorage.early);
  } catch {
    return [];
  }
  if (kept.page !== location.pathname) return [];
  // Another instrument of the page takes its own.
  keepEarlyValues(kept.values.filter(([id]) => !has(id)));
  return kept.values.filter(([id]) => has(id));
}
