import { isAtLeast } from '../../linux/index.ts';
import {
  type Diagnostic,
  error,
  type Parsed,
  type SourceText,
  shorten,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import { type IdMap, type LocatedExtent, NUMBER_NAMES, plainExtent } from '../map/Extent.ts';
import { extentProblem, MAX_EXTENTS, PAGE_SIZE, tooManyExtents } from './mapProblems.ts';
import type { WriteRule } from './writeRules.ts';

/** One line as read: the extent where all three numbers are there, and every problem of its fields. */
interface ExtentLine {
  extent: LocatedExtent | undefined;
  diagnostics: Diagnostic[];
}

/** Reads the line from `start` to `end` as map_write does: three runs of decimal digits with white space between and around. */
function readExtentLine(source: SourceText, start: number, end: number, kernel = ''): ExtentLine {
  const diagnostics: Diagnostic[] = [];
  const report = (code: WriteRule, from: number, to: number, message: string, hint: string) => {
    diagnostics.push(error(code, message, hint, spanAt(source, from, to)));
  };
  const fields = splitFields(source.text, start, end, NUMBER_NAMES.length);
  const [first] = fields;
  if (!first) {
    report(
      'idmap-empty-line',
      start,
      end,
      source.text === '' ? 'The text is empty.' : 'This line is empty.',
      'Write three numbers: the first container ID, the first host ID, and how many.',
    );
    return { extent: undefined, diagnostics };
  }
  const extra = fields[3];
  const lastEnd = extra ? extra.end : (fields.at(-1)?.end ?? end);

  const numbers: number[] = [];
  for (const [index, name] of NUMBER_NAMES.entries()) {
    const field = fields[index];
    if (!field) {
      report(
        'idmap-missing-field',
        first.start,
        lastEnd,
        `This line has ${fields.length === 1 ? 'one field' : 'two fields'}; a line needs three: container ID, host ID, count.`,
        `Add the ${index === 1 ? 'first host ID and the count' : 'count'}.`,
      );
      break;
    }
    if (/^[0-9]+$/.test(field.text)) {
      const value = readUnsigned32(field.text, kernel);
      numbers.push(value.kept);
      if (value.wrapped) {
        const whole = value.cut ? 'it reads at most 2^64 - 1, and keeps' : 'it keeps';
        const message = `The kernel reads ${shorten(field.text)} as ${value.kept}: ${whole} the lowest 32 bits.`;
        const span = spanAt(source, field.start, field.end);
        diagnostics.push(warning('idmap-number-wraps', message, 'IDs go from 0 to 4294967294.', span));
      }
    } else {
      report(
        'idmap-not-a-number',
        field.start,
        field.end,
        `Found "${shorten(field.text)}" as ${name}, expected decimal digits.`,
        'Signs, hexadecimal, commas and names are refused.',
      );
    }
  }
  if (extra) {
    report(
      'idmap-extra-field',
      extra.start,
      lastEnd,
      `The line goes on after the third number: "${shorten(extra.text)}".`,
      'Put each range on a line of its own, without a comment.',
    );
  }

  const [inside, outside, count] = numbers;
  const complete = fields.length === 3 && inside !== undefined && outside !== undefined && count !== undefined;
  const span = spanAt(source, first.start, lastEnd);
  return { extent: complete ? { inside, outside, count, span } : undefined, diagnostics };
}

/** From Linux 7.2 on every number above it is read as this one (lib/kstrtox.c: "lib: fix _parse_integer_limit() to handle overflow"). */
const LARGEST = 0xffffffffffffffffn;

/** simple_strtoul into a u32: the number modulo 2^32, whatever its length. */
function readUnsigned32(digits: string, kernel: string): { kept: number; wrapped: boolean; cut: boolean } {
  const cut = isAtLeast(kernel, '7.2') && BigInt(digits) > LARGEST;
  let kept = 0;
  let wrapped = false;
  for (const digit of cut ? `${LARGEST}` : digits) {
    const next = kept * 10 + Number(digit);
    wrapped ||= next > 0xffffffff;
    kept = next % 0x100000000;
  }
  return { kept, wrapped, cut };
}

/** The kernel's isspace for ASCII (lib/ctype.c); its one other space, byte 0xA0, never begins a character of UTF-8. */
const SPACE = /[\t-\r ]/;

/** A run of characters without white space, and where it stands in the text. */
interface Field {
  text: string;
  start: number;
  end: number;
}

/** The first `most` fields between `start` and `end`, and, as one more, whatever follows them up to the last of the line. */
function splitFields(text: string, start: number, end: number, most: number): Field[] {
  const isSpace = (at: number) => SPACE.test(text.charAt(at));
  while (end > start && isSpace(end - 1)) end -= 1;
  const fields: Field[] = [];
  for (let at = start; at < end; ) {
    if (isSpace(at)) {
      at += 1;
      continue;
    }
    let after = fields.length === most ? end : at;
    while (after < end && !isSpace(after)) after += 1;
    fields.push({ text: text.slice(at, after), start: at, end: after });
    at = after;
  }
  return fields;
}

/**
 * The map that `text`, in the syntax of /proc/PID/uid_map, describes, in the order written; undefined where the kernel would refuse the text.
 * Who may write it is `checkWrite`'s question; which line gave an extent, `readExtents`'s.
 */
export function parseIdMap(text: string): Parsed<IdMap> {
  const { extents, diagnostics } = readExtents(text);
  const refused = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { value: refused ? undefined : extents.map(plainExtent), diagnostics };
}

/** What stands in a uid_map text: the extents that the kernel could take, each with its line, and every problem. */
interface ExtentText {
  /** Extents that broke no rule. Where `diagnostics` has an error the kernel takes none of them. */
  extents: LocatedExtent[];
  diagnostics: Diagnostic[];
}

/**
 * Reads text in the syntax of /proc/PID/uid_map as the kernel's map_write reads a write of it: lines end at "\n", NUL ends the text, and at
 * most `limit` extents are read. All problems are told at once; the kernel, of the release `kernel` where it is named, stops at the first.
 */
export function readExtents(text: string, limit: number = MAX_EXTENTS, kernel?: string): ExtentText {
  const source = sourceText(text);
  const extents: LocatedExtent[] = [];
  const diagnostics: Diagnostic[] = [];

  const bytes = new TextEncoder().encode(text).length;
  if (bytes >= PAGE_SIZE) {
    const message = `The text has ${bytes} bytes; the kernel takes at most ${PAGE_SIZE - 1} in one write, and a map can be written only once.`;
    diagnostics.push(error('idmap-too-large', message, 'Merge adjacent ranges, and remove padding.'));
  }

  const nul = text.indexOf('\0');
  const end = nul === -1 ? text.length : nul;
  let lines = 0;
  for (let start = 0; start === 0 || start < end; ) {
    const newline = text.indexOf('\n', start);
    const lineEnd = newline === -1 || newline > end ? end : newline;
    lines += 1;
    if (lines > limit) {
      diagnostics.push(tooManyExtents(limit, spanAt(source, start, lineEnd)));
      break;
    }
    const line = readExtentLine(source, start, lineEnd, kernel);
    diagnostics.push(...line.diagnostics);
    if (line.extent) {
      const problem = extentProblem(line.extent, extents);
      if (problem) diagnostics.push(problem);
      else extents.push(line.extent);
    }
    start = lineEnd + 1;
  }

  if (nul !== -1 && nul + 1 < text.length) {
    const message = 'A NUL character ends the text; the kernel does not read what follows it.';
    const span = spanAt(source, nul, text.length);
    diagnostics.push(warning('idmap-text-after-nul', message, 'Remove the NUL and what follows.', span));
  }
  return { extents, diagnostics };
}
