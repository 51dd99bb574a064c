import { counted, type Diagnostic, type Parsed, shorten, sourceText, spanAt } from '../../text/index.ts';
import type { IdKind, NamespaceMaps } from '../map/NamespaceMaps.ts';
import { type Entry, mapsOf } from './Entries.ts';
import { readDecimal } from './readDecimal.ts';

const KINDS: Record<string, readonly IdKind[]> = { uid: ['uid'], gid: ['gid'], both: ['uid', 'gid'] };

/**
 * The extents of `raw.idmap` of Incus and LXD, a line each: "both 1000 1000", "uid 50-60 500-510", the host's ids first (shared/idmap,
 * ParseRawIdmap). They are punched into the range that the daemon gives the container, which is not in the text: a diagnostic says so. Undefined
 * where the text has no such line.
 */
export function parseRawIdmap(text: string): Parsed<NamespaceMaps> {
  const source = sourceText(text);
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const line of text.matchAll(/\b(uid|gid|both)[ \t]+([0-9-]+)[ \t]+([0-9-]+)/g)) {
    const [whole, kind = '', outsideText = '', insideText = ''] = line;
    const span = spanAt(source, line.index, line.index + whole.length);
    const insideAt = line.index + whole.length - insideText.length;
    const outside = range(outsideText, line.index + whole.indexOf(outsideText, kind.length));
    const inside = range(insideText, insideAt);
    if (!outside || !inside) continue;
    if (outside.count !== inside.count) {
      const message = `The host range has ${counted(outside.count, 'ID')}, the container range ${inside.count}.`;
      const hint = 'Give both ranges the same size.';
      diagnostics.push({ code: 'raw-idmap-size', severity: 'error', message, hint, span });
    } else {
      entries.push({
        inside: inside.first,
        outside: outside.first,
        count: inside.count,
        kinds: KINDS[kind] ?? [],
        span,
      });
    }
  }
  const [first] = entries;
  if (!first) {
    const message = 'No line such as "both 1000 1000" in this text.';
    const hint = 'Paste the value of raw.idmap.';
    return {
      value: undefined,
      diagnostics: [...diagnostics, { code: 'raw-idmap-none', severity: 'error', message, hint }],
    };
  }
  const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
  diagnostics.push(...ofTheKernel, {
    code: 'raw-idmap-partial',
    severity: 'info',
    message: 'The other IDs of the container come from the range of the daemon, which is not in this text.',
    hint: 'incus config get NAME volatile.idmap.current shows the whole map.',
    span: first.span,
  });
  return { value: maps, diagnostics };

  /** A number, or the first and the last of a range. */
  function range(written: string, start: number): { first: number; count: number } | undefined {
    const [from = '', to = from, ...more] = written.split('-');
    const low = readDecimal(source, { name: 'id', text: from, start });
    const high = readDecimal(source, { name: 'id', text: to, start: start + written.length - to.length });
    const told = [...low.diagnostics, ...(to === from ? [] : high.diagnostics)];
    if (more.length === 0 && low.value !== undefined && high.value !== undefined && high.value >= low.value) {
      return { first: low.value, count: high.value - low.value + 1 };
    }
    const message = `"${shorten(written)}" is neither an ID nor a range of IDs.`;
    const place = spanAt(source, start, start + written.length);
    const wrong: Diagnostic = {
      code: 'raw-idmap-range',
      severity: 'error',
      message,
      hint: 'Write 50-60.',
      span: place,
    };
    diagnostics.push(...(told.length > 0 ? told : [wrong]));
    return undefined;
  }
}
