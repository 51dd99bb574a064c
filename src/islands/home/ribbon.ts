import { type Extent, type IdMap, isId, LAST_ID, toOutside } from '../../engine/idmap/index.ts';
import { readableUidMapLink, UID_MAP_LINK_DEFAULTS } from '../../share/uidMapLink.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';

/** The ribbon's drawing, in its own units: the container's line above, the host's below, and the range between them. */
export const RIBBON = {
  width: 340,
  height: 104,
  /** Where the container's range begins and how wide it is; on the host's line it stands `slant` further right. */
  left: 1,
  range: 246,
  slant: 92,
  /** The two lines' upper edges, and how high each is. */
  container: 22,
  host: 68,
  thick: 14,
} as const;

/** A number under or over a line. */
export interface Tick {
  id: number;
  x: number;
  anchor: 'start' | 'middle' | 'end';
}

/**
 * Where an ID of the container stands on its line. The scale is logarithmic, or 0, 33 and 1000, which people ask about, would be one place.
 * IDs past the range stand in what is left of the line.
 */
export function placeInside(id: number, { count }: Pick<Extent, 'count'>): number {
  const { left, range, slant } = RIBBON;
  if (id < count) return left + (range * Math.log1p(id)) / Math.log(count);
  const past = (Math.log1p(id) - Math.log(count)) / (Math.log1p(LAST_ID) - Math.log(count));
  return left + range + 10 + (slant - 18) * past;
}

/** Three numbers of each line: the range's first ID, its thousandth and its last. */
export function ticks(extent: Extent): { container: Tick[]; host: Tick[] } {
  const ids = [0, 1000, extent.count - 1];
  const anchors = ['start', 'middle', 'end'] as const;
  const tick = (first: number, shift: number) => (offset: number, index: number) => ({
    id: first + offset,
    x: placeInside(offset, extent) + shift,
    anchor: anchors[index] ?? 'middle',
  });
  return { container: ids.map(tick(extent.inside, 0)), host: ids.map(tick(extent.outside, RIBBON.slant)) };
}

/** The home page's question, answered: who is this UID of the container on the host? */
interface WhoseUser {
  sentence: Phrase;
  /** The UID, for the drawing; undefined where what was typed is none. */
  inside: number | undefined;
  outside: number | undefined;
  /** Something was typed, and it is no UID. */
  invalid: boolean;
  /** The same state in the UID-mapping calculator, as a fragment without `#`. */
  fragment: string | undefined;
}

/** The answer to what stands in the field. `map` is the one of the calculator's own first view: one range from container UID 0 on. */
export function whoseUser(typed: string, map: IdMap): WhoseUser {
  const text = typed.trim();
  const nothing = { inside: undefined, outside: undefined, fragment: undefined };
  const last = Math.max(...map.map(({ inside, count }) => inside + count - 1));
  const invalid = text !== '' && !(/^[0-9]+$/.test(text) && isId(Number(text)));
  if (text === '' || invalid) {
    const sentence = [`${invalid ? 'Not a UID. Type a number' : 'Type a UID of the container,'} from 0 to ${last}.`];
    return { ...nothing, invalid, sentence };
  }
  const inside = Number(text);
  const outside = toOutside(map, inside);
  const fragment = readableUidMapLink({ ...UID_MAP_LINK_DEFAULTS, id: `${inside}` });
  const shared = { inside, outside, invalid: false, fragment };
  if (outside === undefined) {
    return {
      ...shared,
      sentence: ['UID ', code(`${inside}`), ' has no UID on the host. A setuid to it fails with ', code('EINVAL'), '.'],
    };
  }
  return {
    ...shared,
    sentence: ['UID ', code(`${inside}`), ' in the container is UID ', code(`${outside}`), ' on the host.'],
  };
}
