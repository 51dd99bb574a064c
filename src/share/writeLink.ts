import { deflateText } from './deflateText.ts';
import { formatFragment } from './fragment.ts';
import { type Entry, type LinkFormat, unsaidOf } from './linkKey.ts';

/** The fragment of a state, without `#`: each text readable where that says the same, else packed. */
export async function writeLink<Link extends object>(format: LinkFormat<Link>, link: Link): Promise<string> {
  const entries = entriesOf(format, link).map(
    async ([name, value]): Promise<[string, string]> =>
      typeof value === 'string' ? [name, value] : [`${name}.z`, await deflateText(value.packed)],
  );
  return formatFragment(await Promise.all(entries));
}

/** The same at once, for states whose texts can be read in the link; undefined for others. Static pages link with it. */
export function readableLink<Link extends object>(format: LinkFormat<Link>, link: Link): string | undefined {
  const entries = entriesOf(format, link);
  const readable = entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return readable.length < entries.length ? undefined : formatFragment(readable);
}

/** What a link says of a state: each key with its value, or with the text that is packed. */
export function entriesOf<Link extends object>(format: LinkFormat<Link>, link: Link): Entry[] {
  const { keys, keysFor = () => keys } = format;
  return [...new Map(keysFor(link).flatMap((key) => key.write(link, unsaidOf(format, key, link))))];
}

/** The texts that a link carries. */
export function textsOf<Link extends object>({ keys }: LinkFormat<Link>, link: Link): string[] {
  return keys.flatMap((key) => key.texts?.(link) ?? []);
}

/** Whether a link holds what the reader typed, pasted or opened: what must not be lost. */
export function isOwn<Link extends object>({ keys }: LinkFormat<Link>, link: Link): boolean {
  return keys.some(({ texts, defaults }) => texts && JSON.stringify(texts(link)) !== JSON.stringify(texts(defaults)));
}

/**
 * What a link opens, with what the reader has changed since the page's start kept; the fields of a key go together. `mine` is the present
 * state, `start` the one that the page began with.
 */
export function mergeLinks<Link extends object>(
  { keys }: Pick<LinkFormat<Link>, 'keys'>,
  { start, mine, link }: { start: Link; mine: Link; link: Link },
): Link {
  const merged = { ...link };
  for (const { defaults } of keys) {
    const fields = Object.keys(defaults) as (keyof Link)[];
    if (!fields.some((field) => JSON.stringify(mine[field]) !== JSON.stringify(start[field]))) continue;
    for (const field of fields) merged[field] = mine[field];
  }
  return merged;
}
