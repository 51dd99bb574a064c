import { goQuote, parseUint32 } from '../../../linux/index.ts';
import { type Diagnostic, error, type Word } from '../../../text/index.ts';
import type { IdKind, IdMap, LocatedExtent } from '../../map/Extent.ts';

/** One mapping as typed, before it is put to the others. */
export interface Mapping {
  /** Of `@` the ranges found; empty where the mapping isn't for this kind. */
  extents: LocatedExtent[];
  /** The flag "+": what was mapped before gives way. */
  extends: boolean;
  /** Whom it is for, by the flags "u" and "g"; with neither, both. */
  kinds: readonly IdKind[];
}

export type ReadMapping = { ok: true; mapping: Mapping } | { ok: false; diagnostic: Diagnostic };

/** What a mapping is read for: a map of which kind, in which namespace, and whether flags may stand before it. */
export interface MappingContext {
  kind: IdKind;
  /** The map of the namespace that Podman runs in: "@" looks ids up in its outside column. */
  parent: IdMap;
  flags: boolean;
}

/**
 * Reads "[flags]inside:[@]outside:count", already parted at its colons (Podman 5.4.2, pkg/util/utils.go, parseTriple and parseFlags;
 * of --userns=auto:uidmapping=, parseAutoTriple). What is refused, is refused in Podman's words.
 */
export function readMapping([first, second, third]: readonly Word[], context: MappingContext): ReadMapping {
  const size = third?.text ?? '1';
  const shown = `[${first?.text ?? ''} ${second?.text ?? ''} ${size}]`;
  const setting = context.kind.toUpperCase();
  const fail = (code: string, words: string, hint: string, word: Word | undefined): ReadMapping => {
    return { ok: false, diagnostic: error(code, words, hint, word?.span()) };
  };
  if (!first || first.text === '') {
    return fail(
      'podman-map-inside',
      `invalid empty container id at ${setting} map: ${shown}`,
      'Write the container ID before the first colon.',
      first,
    );
  }
  const flags = context.flags ? readFlags(first.text, shown) : { read: 0, extends: false, kinds: BOTH };
  if ('error' in flags) {
    return fail('podman-map-flags', flags.error, 'Only +, u and g may come before the first number.', first);
  }
  const inside = parseUint32(first.text.slice(flags.read));
  if (inside.error) return fail('podman-map-number', value(first.text, inside.error.words), NUMBERS, first);
  if (!second || second.text === '') {
    return fail(
      'podman-map-outside',
      `invalid empty host id at ${setting} map: ${shown}`,
      'Write the host ID between the colons.',
      second,
    );
  }
  const ofHost = second.text.startsWith('@');
  const outside = parseUint32(second.text.slice(ofHost ? 1 : 0));
  if (outside.error) return fail('podman-map-number', value(second.text, outside.error.words), NUMBERS, second);
  const count = parseUint32(size);
  if (count.error) return fail('podman-map-number', value(size, count.error.words), NUMBERS, third);

  const span = { ...first.span(), end: (third ?? second).span().end };
  const extent = { inside: Number(inside.value), outside: Number(outside.value), count: Number(count.value), span };
  if (!ofHost) return { ok: true, mapping: { ...flags, extents: [extent] } };
  if (!flags.kinds.includes(context.kind)) return { ok: true, mapping: { ...flags, extents: [] } };
  const found = lookUp(extent, context.parent);
  if (typeof found === 'number') {
    return fail(
      'podman-not-delegated',
      `parent ID ${setting} ${found} is not mapped/delegated`,
      `After @ use a host ID that the user may map: the user’s own ${context.kind.toUpperCase()}, or one that /etc/sub${context.kind} assigns.`,
      second,
    );
  }
  return { ok: true, mapping: { ...flags, extents: found } };
}

const BOTH: readonly IdKind[] = ['uid', 'gid'];
const NUMBERS = 'IDs and counts are decimal digits, from 0 to 4294967295.';

function value(text: string, error: string): string {
  return `parsing id map value ${goQuote(text)}: ${error}`;
}

function readFlags(text: string, shown: string) {
  const found = new Set<string>();
  let read = 0;
  for (const character of text) {
    if (character >= '0' && character <= '9') {
      const kinds = BOTH.filter((kind) => found.has(kind.charAt(0)));
      return { read, extends: found.has('+'), kinds: kinds.length === 0 ? BOTH : kinds };
    }
    if (!'+ug'.includes(character)) {
      return { error: `invalid mapping: ${shown}. Unknown flag ${character.codePointAt(0)}` };
    }
    found.add(character);
    read++;
  }
  return { error: `invalid mapping: ${shown}, parsing flags` };
}

/** The host's ids as the parent namespace numbers them, in one piece for each of its extents; or the first id that it lacks. */
function lookUp(extent: LocatedExtent, parent: IdMap): LocatedExtent[] | number {
  const found: LocatedExtent[] = [];
  let { inside, outside, count } = extent;
  while (count > 0) {
    const id = outside;
    const holder = parent.find((each) => id >= each.outside && id < each.outside + each.count);
    if (!holder) return id;
    const taken = Math.min(count, holder.outside + holder.count - id);
    found.push({ inside, outside: holder.inside + (id - holder.outside), count: taken, span: extent.span });
    inside += taken;
    outside += taken;
    count -= taken;
  }
  return found;
}
