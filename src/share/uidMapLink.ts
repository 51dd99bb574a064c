import type { Diagnostic, Parsed } from '../engine/text/index.ts';
import { deflateText, inflateText } from './deflateText.ts';
import { formatFragment } from './formatFragment.ts';
import { parseFragment } from './parseFragment.ts';
import { expandMap, expandSubids, readableMap, readableSubids } from './readableMap.ts';

/** A state of the UID-mapping calculator, as a link says it. */
export interface UidMapLink {
  /** What `text` is: lines of /etc/subuid, from which dockerd builds the map, or the lines of the map itself. */
  source: 'subuid' | 'uid_map';
  text: string;
  /** The value of --userns-remap, and that user's uid where it is known; both only matter for `subuid`. */
  user: string;
  uid: string;
  /** The id that is asked for, as typed, and the side it is on. */
  side: 'inside' | 'outside';
  id: string;
}

/**
 * What a key that is left out means. Published links lean on these values, so they never change: a new default gets a new
 * link key, and the old one is read as it was.
 */
export const UID_MAP_LINK_DEFAULTS: UidMapLink = {
  source: 'subuid',
  text: 'dockremap:165536:65536',
  user: 'dockremap',
  uid: '',
  side: 'inside',
  id: '33',
};

const KEYS = ['map', 'map.z', 'subuid', 'subuid.z', 'user', 'uid', 'id', 'out'] as const;

/**
 * Reads a fragment, with or without `#`. There is always a value: what can't be read has its default, and a diagnostic says
 * what was wrong. Whether the text is a map, and the id an id, is for the reader of the value to find out.
 */
export async function readUidMapLink(fragment: string): Promise<Parsed<UidMapLink> & { value: UidMapLink }> {
  const { value: entries = new Map<string, string>(), diagnostics } = parseFragment(fragment);
  const link = { ...UID_MAP_LINK_DEFAULTS };
  const isMap = entries.has('map') || entries.has('map.z');
  const text = isMap
    ? await textOf(entries, 'map', expandMap, diagnostics)
    : await textOf(entries, 'subuid', expandSubids, diagnostics);
  if (text !== undefined) {
    link.source = isMap ? 'uid_map' : 'subuid';
    link.text = text;
  }
  link.user = entries.get('user') ?? link.user;
  link.uid = entries.get('uid') ?? link.uid;
  const outside = entries.get('out');
  if (outside !== undefined) {
    link.side = 'outside';
    link.id = outside;
  } else link.id = entries.get('id') ?? link.id;
  for (const key of entries.keys()) {
    if (!KEYS.some((known) => known === key)) diagnostics.push(unknownKey(key));
  }
  return { value: link, diagnostics };
}

/** The fragment of a state, without `#`: the text readable where that says the same, else packed. */
export async function writeUidMapLink(link: UidMapLink): Promise<string> {
  const readable = readableUidMapLink(link);
  if (readable !== undefined) return readable;
  const key = link.source === 'uid_map' ? 'map.z' : 'subuid.z';
  return formatFragment([[key, await deflateText(link.text)], ...otherEntries(link)]);
}

/** The same at once, for states whose text can be read in the link; undefined for others. Static pages link with it. */
export function readableUidMapLink(link: UidMapLink): string | undefined {
  const text = link.source === 'uid_map' ? readableMap(link.text) : readableSubids(link.text);
  if (text === undefined) return undefined;
  return formatFragment([[link.source === 'uid_map' ? 'map' : 'subuid', text], ...otherEntries(link)]);
}

function* otherEntries({ source, user, uid, side, id }: UidMapLink): Generator<[string, string]> {
  if (source === 'subuid') yield ['user', user];
  if (source === 'subuid' && uid !== '') yield ['uid', uid];
  yield [side === 'inside' ? 'id' : 'out', id];
}

async function textOf(
  entries: ReadonlyMap<string, string>,
  key: 'map' | 'subuid',
  expand: (readable: string) => string,
  diagnostics: Diagnostic[],
): Promise<string | undefined> {
  const readable = entries.get(key);
  if (readable !== undefined) return expand(readable);
  const packed = entries.get(`${key}.z`);
  if (packed === undefined) return undefined;
  const text = await inflateText(packed);
  diagnostics.push(...text.diagnostics);
  return text.value;
}

function unknownKey(key: string): Diagnostic {
  return {
    code: 'link-key',
    severity: 'warning',
    message: `This link has a key “${key}” that this page does not know; it is left out.`,
    hint: `The keys are ${KEYS.join(', ')}.`,
  };
}
