/** What a form in a chapter may ask: a form without script writes a query, and the state of the table is a fragment. */
const ASKED = ['call', 'image', 'arch'] as const;

/** The fragment that asks the same as a query, `call=mkdir` of `?call=mkdir`; undefined where the query asks nothing. */
export function queryFragment(query: string): string | undefined {
  const given = new URLSearchParams(query);
  const entries = ASKED.flatMap((key) => {
    const value = given.get(key)?.trim();
    return value ? [`${key}=${encodeURIComponent(value)}`] : [];
  });
  return entries.length === 0 ? undefined : entries.join('&');
}
