import { deflateText } from './deflateText.ts';
import { formatFragment } from './formatFragment.ts';
import { readableLine, readableList, readableMap, readableSubids } from './readableMap.ts';
import {
  innerKey,
  KEY_OF,
  MOST_INNER,
  UID_MAP_LINK_DEFAULTS,
  type UidMapLink,
  type UidMapSource,
} from './UidMapLink.ts';

/** An entry of a link: its value at once, or the text that is packed under the key with `.z`. */
type Entry = readonly [key: string, value: string | { packed: string }];

/** The fragment of a state, without `#`: the text readable where that says the same, else packed. */
export async function writeUidMapLink(link: UidMapLink): Promise<string> {
  return formatFragment(
    await Promise.all(
      entriesOf(link).map(
        async ([key, value]): Promise<[string, string]> =>
          typeof value === 'string' ? [key, value] : [`${key}.z`, await deflateText(value.packed)],
      ),
    ),
  );
}

/** The same at once, for states whose texts can be read in the link; undefined for others. Static pages link with it. */
export function readableUidMapLink(link: UidMapLink): string | undefined {
  const readable: [string, string][] = [];
  for (const [key, value] of entriesOf(link)) {
    if (typeof value !== 'string') return undefined;
    readable.push([key, value]);
  }
  return formatFragment(readable);
}

/** What the task in sight is about comes first; what the reader has of the other is kept behind it. */
function entriesOf(link: UidMapLink): Entry[] {
  const text = () => [...textEntries(link), ...askedEntries(link)];
  if (link.task === 'make') return once([...wishEntries(link), ...(hasOwnText(link) ? text() : [])]);
  return once([...text(), ...(hasOwnWishes(link) ? [['task', 'read'] as const, ...wishEntries(link)] : [])]);
}

const once = (entries: readonly Entry[]): Entry[] => [...new Map(entries)];

const hasOwnText = ({ text, inner }: UidMapLink) => text !== UID_MAP_LINK_DEFAULTS.text || inner.length > 0;

/** Ranges that stand in the text already are no news. */
const hasOwnWishes = ({ want, have, text }: UidMapLink) =>
  want !== UID_MAP_LINK_DEFAULTS.want || (have !== UID_MAP_LINK_DEFAULTS.have && !text.includes(have));

function textEntries({ source, text, inner }: UidMapLink): Entry[] {
  const entry = (key: string, whole: string, short: string | undefined): Entry => [key, short ?? { packed: whole }];
  return [
    entry(KEY_OF[source], text, SHORTEN[source](text)),
    ...inner.slice(0, MOST_INNER).map((each, index) => entry(innerKey(index), each, readableMap(each))),
  ];
}

const SHORTEN: Record<UidMapSource, (text: string) => string | undefined> = {
  subuid: readableSubids,
  uid_map: readableMap,
  paste: readableLine,
};

/** Keys that say no more than their default are left out; those that links had from the start are always there. */
function* askedEntries(link: UidMapLink): Generator<Entry> {
  const changed = (key: 'reader' | 'uid' | 'gid' | 'kind' | 'seen'): Entry[] =>
    link[key] === UID_MAP_LINK_DEFAULTS[key] ? [] : [[key, link[key]]];
  yield* changed('reader');
  if (link.source !== 'uid_map') {
    yield ['user', link.user];
    yield* changed('uid');
    yield* changed('gid');
  }
  yield* changed('kind');
  yield* changed('seen');
  if (typeof link.side === 'number') yield ['at', `${link.side}:${link.id}`];
  else yield [link.side === 'inside' ? 'id' : 'out', link.id];
}

function* wishEntries({ want, have, uid, prefer, tool }: UidMapLink): Generator<Entry> {
  yield ['want', want];
  yield ['have', readableList(have) ?? { packed: have }];
  if (uid !== '') yield ['uid', uid];
  if (prefer !== UID_MAP_LINK_DEFAULTS.prefer) yield ['prefer', prefer];
  yield ['tool', tool];
}
