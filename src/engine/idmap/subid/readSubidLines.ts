import { atoi, type GoNumber, trimAsGo } from '../../linux/index.ts';
import { type Diagnostic, error, type Span, shorten, sourceText, spanAt, warning } from '../../text/index.ts';

/**
 * How dockerd reads /etc/subuid. '26.1': pkg/idtools, parseSubidFile and lookupSubUIDRanges (Docker 26.1.5, and 27). '28.0' and later:
 * moby/sys/user, ParseSubIDFileFilter (moby#49226 and #49087 of January 2025; since then in daemon/internal/usergroup, lookupSubRangesFile).
 */
export type DockerEngine = '26.1' | '28.0';

/** A number of a line, where it stands, and what Go makes of it. */
export interface SubidField {
  name: 'start' | 'count';
  text: string;
  span: Span;
  number: GoNumber;
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
  const source = sourceText(text);
  return source.lineStarts.flatMap((start, index): SubidLine[] => {
    const end = (source.lineStarts[index + 1] ?? text.length + 1) - 1;
    const whole = text.slice(start, end);
    if (whole.length > LONGEST_LINE / 4 && new TextEncoder().encode(whole).length >= LONGEST_LINE) {
      return [{ span: spanAt(source, start, end), owner: undefined, unread: 'long' }];
    }
    const line = trimAsGo(whole);
    if (line === '' || (engine === '26.1' && line.startsWith('#'))) return [];
    const from = start + whole.indexOf(line);
    const span = spanAt(source, from, from + line.length);
    const fields = line.split(':', 4);
    if (engine === '26.1' && fields.length !== 3) {
      const unread = fields.length === 1 ? 'one field' : fields.length === 2 ? 'two fields' : 'more than three fields';
      return [{ span, owner: undefined, unread }];
    }
    const [owner = '', startText = '', countText = ''] = fields;
    const field = (name: SubidField['name'], text: string, at: number): SubidField => {
      return { name, text, span: spanAt(source, at, at + text.length), number: atoi(text) };
    };
    const startAt = from + owner.length + 1;
    const count = field('count', countText, startAt + startText.length + 1);
    return [{ span, owner, start: field('start', startText, startAt), count }];
  });
}

/** The number that dockerd passes on: its lowest 32 bits (daemon/oci_linux.go, specMapping); undefined where dockerd stops at it. */
export function keptNumber({ number }: SubidField, engine: DockerEngine): number | undefined {
  return number.error && engine === '26.1' ? undefined : Number(BigInt.asUintN(32, number.value));
}

/** What is wrong with a line; what to say of a number that isn't an ID, `ofOutOfRange` knows. */
export function lineProblems(
  line: SubidLine,
  engine: DockerEngine,
  ofOutOfRange: (field: SubidField, value: bigint) => Diagnostic | undefined = wraps,
): Diagnostic[] {
  const { span } = line;
  if (line.owner !== undefined) {
    const noOwner = 'No owner before the first colon, so these IDs are assigned to no one.';
    return [
      ...(line.owner === '' ? [warning('subid-owner', noOwner, 'Write a login name or a UID first.', span)] : []),
      ...[line.start, line.count].flatMap((field) => fieldProblem(field, engine, ofOutOfRange) ?? []),
    ];
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
  const { name, text, span, number } = field;
  if (number.error) {
    const expected = number.error.reason === 'invalid syntax' ? 'decimal digits' : 'a 64-bit number';
    const message = `Found ${text === '' ? 'nothing' : `"${shorten(text)}"`} as ${name}; expected ${expected}.`;
    return engine === '26.1'
      ? error('subid-number', message, 'dockerd stops at this line when its user owns it.', span)
      : warning('subid-number', message, `dockerd reads it as ${keptNumber(field, engine)} without a warning.`, span);
  }
  const outOfRange = ofOutOfRange(field, number.value);
  if (outOfRange || !/^[+]?0[0-9]/.test(text)) return outOfRange;
  const message = `dockerd reads ${text} as ${number.value}; newuidmap reads a leading 0 as octal.`;
  return warning('subid-leading-zero', message, `Write ${number.value}.`, span);
}

function wraps({ text, span }: SubidField, value: bigint): Diagnostic | undefined {
  const kept = BigInt.asUintN(32, value);
  if (kept === value) return undefined;
  const message = `dockerd passes "${shorten(text)}" on as ${kept}: it keeps the lowest 32 bits.`;
  return warning('remap-wraps', message, 'IDs go from 0 to 4294967294.', span);
}
