import { type Diagnostic, type SourceText, shorten, sourceText, spanAt } from '../../text/index.ts';
import type { DockerEngine } from './DockerEngine.ts';
import type { RemapLine } from './RemapLine.ts';
import { type GoNumber, nearestInt64, readGoNumber } from './readGoNumber.ts';

/** Go's bufio.MaxScanTokenSize: dockerd gives up at a line this long. */
const LONGEST_LINE = 64 * 1024;

/**
 * The lines of /etc/subuid as dockerd reads them, blank ones left out. 26.1 leaves out comments too, and stops at a line without three fields and
 * at a number it can't read (pkg/idtools, parseSubidFile). 28.0 knows no comments and never stops: a field that is missing or no number
 * counts as 0 (moby/sys/user, parseParts). Both keep 64 bits and pass on the lowest 32.
 */
export function readRemapLines(text: string, engine: DockerEngine): RemapLine[] {
  const source = sourceText(text);
  const lines: RemapLine[] = [];
  for (const [index, start] of source.lineStarts.entries()) {
    const end = (source.lineStarts[index + 1] ?? text.length + 1) - 1;
    if (end - start > LONGEST_LINE / 4 && new TextEncoder().encode(text.slice(start, end)).length >= LONGEST_LINE) {
      const hint = 'dockerd stops reading here ("token too long").';
      lines.push(unread(source, start, end, 'subid-line-too-long', 'This line has 65536 bytes or more.', hint));
      continue;
    }
    const whole = text.slice(start, end);
    const line = whole.trim();
    if (line === '' || (engine === '26.1' && line.startsWith('#'))) continue;
    lines.push(readLine(source, start + whole.indexOf(line), line, engine));
  }
  return lines;
}

function readLine(source: SourceText, start: number, line: string, engine: DockerEngine): RemapLine {
  const fields = line.split(':', 4);
  if (fields.length !== 3 && engine === '26.1') {
    const found = ['no colon', 'two fields', '', 'more than three fields'][fields.length - 1];
    const hint = 'dockerd stops at such a line, whoever it is for; newuidmap skips it.';
    const message = `The line has ${found}; it must be owner:start:count.`;
    return unread(source, start, start + line.length, 'subid-fields', message, hint);
  }
  const [owner = '', startText, countText] = fields;
  const startAt = start + owner.length + 1;
  const first = readField(source, 'start', startText, startAt, engine);
  const count = readField(source, 'count', countText, startAt + (startText ?? '').length + 1, engine);
  const readable = first.number !== undefined && count.number !== undefined;
  return {
    span: spanAt(source, start, start + line.length),
    owner,
    start: first.number?.value,
    count: count.number?.value,
    negative: first.number?.negative ?? false,
    stops: readable ? 'never' : 'owned',
    diagnostics: [...first.diagnostics, ...count.diagnostics],
  };
}

function readField(
  source: SourceText,
  name: string,
  text: string | undefined,
  start: number,
  engine: DockerEngine,
): { number: GoNumber | undefined; diagnostics: Diagnostic[] } {
  const span = spanAt(source, start, start + (text ?? '').length);
  const told = (severity: Diagnostic['severity'], code: string, message: string, hint: string): Diagnostic[] => [
    { code, severity, message, hint, span },
  ];
  const shown = !text ? 'nothing' : `"${shorten(text)}"`;
  const read = readGoNumber(text ?? '');
  if (read === 'syntax' || read === 'range') {
    const expected = read === 'syntax' ? 'decimal digits' : 'a 64-bit number';
    const message = `Found ${shown} as ${name}; expected ${expected}.`;
    if (engine === '26.1') {
      const hint = 'dockerd stops at this line when its user owns it.';
      return { number: undefined, diagnostics: told('error', 'subid-number', message, hint) };
    }
    const number = read === 'syntax' ? { value: 0, wrapped: false, negative: false } : nearestInt64(text ?? '');
    const hint = `dockerd reads it as ${number.value} without a warning.`;
    return { number, diagnostics: told('warning', 'subid-number', message, hint) };
  }
  if (read.wrapped) {
    const message = `dockerd passes ${shown} on as ${read.value}: it keeps the lowest 32 bits.`;
    return { number: read, diagnostics: told('warning', 'remap-wraps', message, 'IDs go from 0 to 4294967294.') };
  }
  if (/^[+]?0[0-9]/.test(text ?? '')) {
    const message = `dockerd reads ${text} as ${read.value}; newuidmap reads a leading 0 as octal.`;
    return { number: read, diagnostics: told('warning', 'subid-leading-zero', message, `Write ${read.value}.`) };
  }
  return { number: read, diagnostics: [] };
}

/** A line at which dockerd stops, whoever it is for. */
function unread(
  source: SourceText,
  start: number,
  end: number,
  code: string,
  message: string,
  hint: string,
): RemapLine {
  const span = spanAt(source, start, end);
  const diagnostics: Diagnostic[] = [{ code, severity: 'error', message, hint, span }];
  return { span, owner: undefined, start: undefined, count: undefined, negative: false, stops: 'always', diagnostics };
}
