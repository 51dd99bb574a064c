import type { Diagnostic, Parsed, Span } from '../../../text/index.ts';
import type { IdMap } from '../../map/Extent.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import type { IdKind } from '../../map/NamespaceMaps.ts';
import { goQuote } from '../../subid/goQuote.ts';
import { refusal } from '../refusal.ts';
import type { Word } from '../text/Word.ts';
import { breakInsert } from './breakInsert.ts';
import { fillMap } from './fillMap.ts';
import { freeRanges, insideRanges, outsideRanges } from './freeRanges.ts';
import { joinLocated } from './joinLocated.ts';
import { type Mapping, mappingFields, readMapping } from './readMapping.ts';

/** The namespace that the options are read in. */
export interface MapContext {
  kind: IdKind;
  parent: IdMap;
  rootless: boolean;
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
    return refusal('podman-map-form', words, FORM, value.span());
  };
  for (const value of values) {
    if (value.text === '') continue;
    const fields = mappingFields(value);
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
  return refusal('podman-too-many', words, 'Merge adjacent mappings.', span);
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
  return joinLocated(map);
}
