import { goQuote, parseUint32 } from '../../../linux/index.ts';
import { type Diagnostic, error, type Parsed, type Span, splitWord, type Word } from '../../../text/index.ts';
import { joinLocated } from '../../map/compose.ts';
import type { IdKind, IdMap, LocatedExtent } from '../../map/Extent.ts';
import type { BothMaps } from './BothMaps.ts';
import { breakInsert, fillMap, freeRanges, insideRanges, outsideRanges } from './fillMap.ts';

/** One mapping as typed, before it is put to the others. */
interface Mapping {
  /** Of `@` the ranges found; empty where the mapping isn't for this kind. */
  extents: LocatedExtent[];
  /** The flag "+": what was mapped before gives way. */
  extends: boolean;
  /** Whom it is for, by the flags "u" and "g"; with neither, both. */
  kinds: readonly IdKind[];
}

type ReadMapping = { ok: true; mapping: Mapping } | { ok: false; diagnostic: Diagnostic };

/** What a mapping is read for: a map of which kind, in which namespace, and whether flags may stand before it. */
interface MappingContext {
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

/** The namespace that Podman itself runs in: of root the host's or its parent's, of a user without privileges the one that Podman made. */
export interface OwnNamespace {
  uid: IdMap;
  gid: IdMap;
  rootless: boolean;
  /** The same at the lines of the files that gave it; of root's there are none. */
  inFiles?: BothMaps;
}

/**
 * Both maps from the values of --uidmap and --gidmap. One kind's values serve for both where the other has none; a kind that its flags
 * leave empty gets all ids of the user's namespace in rootless Podman (Podman 5.4.2, pkg/util/utils.go, ParseIDMapping).
 */
export function readMapOptions(
  uidValues: readonly Word[],
  gidValues: readonly Word[],
  own: OwnNamespace,
  joined = true,
): Parsed<BothMaps> {
  const uidFrom = uidValues.length > 0 ? uidValues : gidValues;
  const gidFrom = gidValues.length > 0 ? gidValues : uidValues;
  const uid = readMapOption(uidFrom, { kind: 'uid', parent: own.uid, rootless: own.rootless, joined });
  const gid = readMapOption(gidFrom, { kind: 'gid', parent: own.gid, rootless: own.rootless, joined });
  const diagnostics = [
    ...uid.diagnostics,
    ...(uidFrom === gidFrom ? newBeside(uid.diagnostics, gid.diagnostics) : gid.diagnostics),
  ];
  if (!uid.value || !gid.value) return { value: undefined, diagnostics };

  const maps = { uid: uid.value, gid: gid.value };
  const [first] = [...uidValues, ...gidValues];
  if (own.rootless && first) {
    if (maps.uid.length > 0 && maps.gid.length === 0) maps.gid = everyId(own.gid, first);
    else if (maps.gid.length > 0 && maps.uid.length === 0) maps.uid = everyId(own.uid, first);
  }
  return { value: maps, diagnostics };
}

function everyId(parent: IdMap, word: Word) {
  return fillMap([], freeRanges(insideRanges(parent), []), word.span());
}

/** The problems that aren't known already: values that stand for both kinds are read twice. */
function newBeside(known: readonly Diagnostic[], diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ code, span }: Diagnostic) => `${code} ${span?.start}`;
  const keys = new Set(known.map(key));
  return diagnostics.filter((diagnostic) => !keys.has(key(diagnostic)));
}

/** The namespace that the options are read in. */
interface MapContext {
  kind: IdKind;
  parent: IdMap;
  rootless: boolean;
  /** False where neighbours stay as they were typed, before Podman 4.7. */
  joined?: boolean;
}

const FORM = 'Write container ID:host ID:count, or container ID:host ID for one ID.';

/** More mappings than this are not worked through: the kernel takes 340 extents. */
export const MOST_MAPPINGS = 2000;

/**
 * The map of one kind that the values of --uidmap or --gidmap make, in their order (Podman 5.4.2, pkg/util/utils.go, ParseIDMap and
 * addOneMapping). A first mapping with "+" in rootless Podman lays all the ids that remain into the gaps. Undefined where Podman refuses one.
 */
function readMapOption(values: readonly Word[], context: MapContext): Parsed<LocatedExtent[]> {
  const diagnostics: Diagnostic[] = [];
  const mappings: { mapping: Mapping; span: Span }[] = [];
  const typed = values.reduce((sum, { text }) => sum + Math.ceil(text.split(':').length / 3), 0);
  if (typed > MOST_MAPPINGS) {
    return { value: undefined, diagnostics: [tooMany(typed, values[0]?.span())] };
  }
  const malformed = (value: Word) => {
    const list = values.map(({ text }) => goQuote(text)).join(' ');
    const words = `initializing ID mappings: ${context.kind.toUpperCase()} setting is malformed expected ["[+ug]uint32:[@]uint32[:uint32]"] : [${list}]`;
    return error('podman-map-form', words, FORM, value.span());
  };
  for (const value of values) {
    if (value.text === '') continue;
    const fields = splitWord(value, ':');
    if (fields.length !== 2 && fields.length % 3 !== 0) {
      diagnostics.push(malformed(value));
      continue;
    }
    for (let at = 0; at < fields.length; at += 3) {
      if (fields[at]?.text === '') {
        diagnostics.push(malformed(value));
        break;
      }
      const read = readMapping(fields.slice(at, at + 3), { ...context, flags: true });
      if (read.ok) mappings.push({ mapping: read.mapping, span: value.span() });
      else diagnostics.push(read.diagnostic);
    }
  }
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  return { value: laidOut(mappings, context), diagnostics };
}

export function tooMany(count: number, span: Span | undefined): Diagnostic {
  const words = `These are ${count} mappings; a map has at most 340 lines.`;
  return error('podman-too-many', words, 'Merge adjacent mappings.', span);
}

function laidOut(mappings: readonly { mapping: Mapping; span: Span }[], context: MapContext): LocatedExtent[] {
  let map: LocatedExtent[] = [];
  let fill: Span | undefined;
  for (const { mapping, span } of mappings) {
    if (!mapping.kinds.includes(context.kind)) continue;
    for (const extent of mapping.extents.filter(({ count }) => count > 0)) {
      if (!mapping.extends) map.push(extent);
      else {
        if (map.length === 0 && context.rootless) fill ??= span;
        map = breakInsert(map, extent);
      }
    }
  }
  if (fill) map = fillMap(map, freeRanges(insideRanges(context.parent), outsideRanges(map)), fill);
  return context.joined === false ? map : joinLocated(map);
}
