import { atoi, type GoNumber, trimAsGo } from '../../linux/index.ts';
import { type Diagnostic, error, type Span, shorten, warning } from '../../text/index.ts';
import type { DockerEngine } from '../versions/programWords.ts';

/** A number of a line, how far in the line it stands, and what Go makes of it. */
export interface SubidField {
  name: 'start' | 'count';
  text: string;
  number: GoNumber;
  line: Span;
  at: number;
}

/** A line of /etc/subuid or /etc/subgid; one at which dockerd stops, whoever it is for, has no owner and no numbers. */
export type SubidLine =
  | { span: Span; owner: string; start: SubidField; count: SubidField }
  | { span: Span; owner: undefined; unread: 'long' | 'one field' | 'two fields' | 'more than three fields' };

/** bufio.MaxScanTokenSize of Go: a line this long ends the reading. */
const LONGEST_LINE = 64 * 1024;

/**
 * The lines of the file as programs in Go read them, blank ones left out: dockerd 26.1 and rootlesskit leave out comments too, and require three fields
 * (pkg/idtools, parseSubidFile). dockerd 28.0 knows no comments, and a field that is missing is no number (moby/sys/user, parseParts).
 */
export function readSubidLines(text: string, engine: DockerEngine = '26.1'): SubidLine[] {
  const lines: SubidLine[] = [];
  for (let start = 0, number = 1; start <= text.length; number += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = end > start && readLine(text.slice(start, end), engine, start, number);
    if (line) lines.push(line);
    start = end + 1;
  }
  return lines;
}

/** One line that begins at `start`; undefined where there is nothing to read. */
function readLine(whole: string, engine: DockerEngine, start: number, line: number): SubidLine | undefined {
  if (whole.length > LONGEST_LINE / 4 && new TextEncoder().encode(whole).length >= LONGEST_LINE) {
    return { span: { start, end: start + whole.length, line, column: 1 }, owner: undefined, unread: 'long' };
  }
  const trimmed = trimAsGo(whole);
  if (trimmed === '' || (engine === '26.1' && trimmed.startsWith('#'))) return undefined;
  const from = trimmed.length === whole.length ? 0 : whole.indexOf(trimmed);
  const span = { start: start + from, end: start + from + trimmed.length, line, column: from + 1 };
  const fields = trimmed.split(':', 4);
  if (engine === '26.1' && fields.length !== 3) {
    const unread = fields.length === 1 ? 'one field' : fields.length === 2 ? 'two fields' : 'more than three fields';
    return { span, owner: undefined, unread };
  }
  const [owner = '', startText = '', countText = ''] = fields;
  const at = owner.length + 1;
  return {
    span,
    owner,
    start: { name: 'start', text: startText, number: atoi(startText), line: span, at },
    count: { name: 'count', text: countText, number: atoi(countText), line: span, at: at + startText.length + 1 },
  };
}

/** Where a field stands in the text. */
export function fieldSpan({ line: { start, line, column }, at, text }: SubidField): Span {
  return { start: start + at, end: start + at + text.length, line, column: column + at };
}

/** The number that dockerd passes on: its lowest 32 bits (daemon/oci_linux.go, specMapping); undefined where dockerd stops at it. */
export function keptNumber({ number }: SubidField, engine: DockerEngine): number | undefined {
  return number.error && engine === '26.1' ? undefined : Number(BigInt.asUintN(32, number.value));
}

const NONE: Diagnostic[] = [];

/** What is wrong with a line; what to say of a number that isn't an ID, `ofOutOfRange` knows. */
export function lineProblems(
  line: SubidLine,
  engine: DockerEngine,
  ofOutOfRange: (field: SubidField, value: bigint) => Diagnostic | undefined = wraps,
): Diagnostic[] {
  const { span } = line;
  if (line.owner !== undefined) {
    const noOwner = 'No owner before the first colon, so these IDs are assigned to no one.';
    const owner =
      line.owner === '' ? warning('subid-owner', noOwner, 'Write a login name or a UID first.', span) : undefined;
    const start = fieldProblem(line.start, engine, ofOutOfRange);
    const count = fieldProblem(line.count, engine, ofOutOfRange);
    return owner || start || count ? [owner, start, count].filter((problem) => problem !== undefined) : NONE;
  }
  if (line.unread === 'long') {
    const hint = 'dockerd stops reading here ("token too long").';
    return [error('subid-line-too-long', 'This line has 65536 bytes or more.', hint, span)];
  }
  const message = `The line has ${line.unread === 'one field' ? 'no colon' : line.unread}; it must be owner:start:count.`;
  const hint = 'dockerd stops at such a line, whoever it is for; newuidmap skips it.';
  return [error('subid-fields', message, hint, span)];
}

function fieldProblem(
  field: SubidField,
  engine: DockerEngine,
  ofOutOfRange: (field: SubidField, value: bigint) => Diagnostic | undefined,
): Diagnostic | undefined {
  const { name, text, number } = field;
  if (number.error) {
    const expected = number.error.reason === 'invalid syntax' ? 'decimal digits' : 'a 64-bit number';
    const message = `Found ${text === '' ? 'nothing' : `"${shorten(text)}"`} as ${name}, expected ${expected}.`;
    const span = fieldSpan(field);
    return engine === '26.1'
      ? error('subid-number', message, 'dockerd stops at this line when its user owns it.', span)
      : warning('subid-number', message, `dockerd reads it as ${keptNumber(field, engine)} without a warning.`, span);
  }
  const outOfRange = ofOutOfRange(field, number.value);
  if (outOfRange || !/^[+]?0[0-9]/.test(text)) return outOfRange;
  const message = `dockerd reads ${text} as ${number.value}; newuidmap reads a leading 0 as octal.`;
  return warning('subid-leading-zero', message, `Write ${number.value}.`, fieldSpan(field));
}

function wraps(field: SubidField, value: bigint): Diagnostic | undefined {
  const kept = BigInt.asUintN(32, value);
  if (kept === value) return undefined;
  const message = `dockerd passes "${shorten(field.text)}" on as ${kept}: it keeps the lowest 32 bits.`;
  return warning('remap-wraps', message, 'IDs go from 0 to 4294967294.', fieldSpan(field));
}
