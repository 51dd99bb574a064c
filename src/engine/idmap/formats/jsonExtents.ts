import { type Diagnostic, type JsonNode, memberOf, type SourceText, shorten, spanAt } from '../../text/index.ts';
import type { IdMap, LocatedExtent } from '../map/Extent.ts';
import { readDecimal } from './readDecimal.ts';

/** What a format calls inside, outside and count. */
export type ExtentNames = readonly [inside: string, outside: string, count: string];

/** A JSON list with an extent a line. */
export function writeJsonExtents(map: IdMap, [inside, outside, count]: ExtentNames, indent: string): string {
  const items = map.map(
    (extent) =>
      `${indent}  { "${inside}": ${extent.inside}, "${outside}": ${extent.outside}, "${count}": ${extent.count} }`,
  );
  return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
}

/**
 * The extents of such a list, and every problem of its items. A number left out is 0, as Go's encoding/json leaves it; one that isn't a whole
 * number of 32 bits makes the reader refuse the whole text (specs-go, LinuxIDMapping: uint32).
 */
export function readJsonExtents(
  source: SourceText,
  list: JsonNode,
  names: ExtentNames,
): { extents: LocatedExtent[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const wrong = (value: JsonNode, code: string, message: string, hint: string) => {
    diagnostics.push({ code, severity: 'error', message, hint, span: spanAt(source, value.start, value.end) });
  };
  const shape = `{ ${names.map((name) => `"${name}": …`).join(', ')} }`;
  if (list.kind !== 'array') {
    if (list.kind !== 'null') wrong(list, 'json-extents', 'The mappings must be a list.', `Write [ ${shape} ].`);
    return { extents: [], diagnostics };
  }

  const extents = list.items.flatMap((item) => {
    if (item.kind !== 'object') {
      const found = shorten(source.text.slice(item.start, item.end));
      wrong(item, 'json-extent', `${found} is not a mapping.`, `Write ${shape}.`);
      return [];
    }
    const numbers = names.map((name) => {
      const value = memberOf(item, name);
      if (!value) {
        const severity = name === names[2] ? ('error' as const) : ('warning' as const);
        const hint = `Write "${name}".`;
        const span = spanAt(source, item.start, item.end);
        diagnostics.push({
          code: 'json-number-missing',
          severity,
          message: `"${name}" is missing, which counts as 0.`,
          hint,
          span,
        });
        return 0;
      }
      const text = value.kind === 'string' ? '' : source.text.slice(value.start, value.end);
      if (value.kind === 'string') {
        wrong(value, 'json-number', `"${name}" is a string; it must be a number.`, 'Remove the quotes.');
        return undefined;
      }
      const read = readDecimal(source, { name, text, start: value.start });
      diagnostics.push(...read.diagnostics);
      return read.value;
    });
    const [inside, outside, count] = numbers;
    if (inside === undefined || outside === undefined || count === undefined) return [];
    return [{ inside, outside, count, span: spanAt(source, item.start, item.end) }];
  });
  return { extents, diagnostics };
}
