import { deflateText } from './deflateText.ts';
import { formatFragment } from './formatFragment.ts';
import { readableLine, readableMap, readableSubids } from './readableMap.ts';
import {
  innerKey,
  KEY_OF,
  MOST_INNER,
  UID_MAP_LINK_DEFAULTS,
  type UidMapLink,
  type UidMapSource,
} from './UidMapLink.ts';

/** The fragment of a state, without `#`: the text readable where that says the same, else packed. */
export async function writeUidMapLink(link: UidMapLink): Promise<string> {
  const readable = readableUidMapLink(link);
  if (readable !== undefined) return readable;
  const entry = async (key: string, text: string, short: string | undefined): Promise<[string, string]> =>
    short === undefined ? [`${key}.z`, await deflateText(text)] : [key, short];
  return formatFragment([
    await entry(KEY_OF[link.source], link.text, SHORTEN[link.source](link.text)),
    ...(await Promise.all(
      link.inner.slice(0, MOST_INNER).map((text, index) => entry(innerKey(index), text, readableMap(text))),
    )),
    ...otherEntries(link),
  ]);
}

/** The same at once, for states whose texts can be read in the link; undefined for others. Static pages link with it. */
export function readableUidMapLink(link: UidMapLink): string | undefined {
  if (link.task === 'make') return formatFragment(wishEntries(link));
  const texts: [string, string][] = [];
  const all: [key: string, short: string | undefined][] = [
    [KEY_OF[link.source], SHORTEN[link.source](link.text)],
    ...link.inner
      .slice(0, MOST_INNER)
      .map((text, index): [string, string | undefined] => [innerKey(index), readableMap(text)]),
  ];
  for (const [key, short] of all) {
    if (short === undefined) return undefined;
    texts.push([key, short]);
  }
  return formatFragment([...texts, ...otherEntries(link)]);
}

const SHORTEN: Record<UidMapSource, (text: string) => string | undefined> = {
  subuid: readableSubids,
  uid_map: readableMap,
  paste: readableLine,
};

/** Keys that say no more than their default are left out; those that links had from the start are always there. */
function* otherEntries(link: UidMapLink): Generator<[string, string]> {
  const changed = (key: 'reader' | 'uid' | 'gid' | 'kind' | 'seen'): [string, string][] =>
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

function* wishEntries({ want, have, uid, prefer, tool }: UidMapLink): Generator<[string, string]> {
  yield ['want', want];
  yield ['have', have.replaceAll('\n', ',')];
  if (uid !== '') yield ['uid', uid];
  if (prefer !== UID_MAP_LINK_DEFAULTS.prefer) yield ['prefer', prefer];
  yield ['tool', tool];
}
