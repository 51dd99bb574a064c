import { goQuote } from '../../../linux/index.ts';
import { type Diagnostic, error, type Parsed, type Span, splitWord, type Word } from '../../../text/index.ts';
import { joinLocated } from '../../map/compose.ts';
import type { IdKind, IdMap, LocatedExtent } from '../../map/Extent.ts';
import type { BothMaps } from './BothMaps.ts';
import { breakInsert, fillMap, freeRanges, insideRanges, outsideRanges } from './fillMap.ts';
import { type Mapping, readMapping } from './readMapping.ts';

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
export interface MapContext {
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
export function readMapOption(values: readonly Word[], context: MapContext): Parsed<LocatedExtent[]> {
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
