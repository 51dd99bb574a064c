import { type IdMap, isId, toOutside } from '../../engine/idmap/index.ts';
import { readableUidMapLink, UID_MAP_LINK_DEFAULTS } from '../../share/uidMapLink.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';

/** The home page's question, answered: who is this UID of the container on the host? */
export interface WhoseUser {
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
