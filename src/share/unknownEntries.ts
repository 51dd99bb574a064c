import type { LinkFormat } from './linkKey.ts';

/**
 * The entries of a fragment whose keys a page does not know, exactly as they are there, without `#`; '' for none. A newer page or another program put them
 * there, so they stay in every link that is made from this one. A key that is given twice is kept once, as `parseFragment` reads it.
 */
export function unknownEntries<Link extends object>({ keys }: LinkFormat<Link>, fragment: string): string {
  const known = new Set(keys.flatMap(({ names }) => names));
  const kept = new Map<string, string>();
  for (const entry of fragment.replace(/^#/, '').split('&')) {
    const [name = ''] = entry.split('=');
    if (name !== '' && !known.has(name) && !kept.has(name)) kept.set(name, entry);
  }
  return [...kept.values()].join('&');
}

/** A fragment with such entries behind its own. */
export const withEntries = (fragment: string, entries: string): string =>
  [fragment, entries].filter((part) => part !== '').join('&');
