import { isAtLeast } from '../../linux/index.ts';
import { type Diagnostic, error, type SourceText, shorten, spanAt, warning } from '../../text/index.ts';
import { type LocatedExtent, NUMBER_NAMES } from '../map/Extent.ts';
import type { WriteRule } from './writeRules.ts';

/** One line as read: the extent where all three numbers are there, and every problem of its fields. */
export interface ExtentLine {
  extent: LocatedExtent | undefined;
  diagnostics: Diagnostic[];
}

/** Reads the line from `start` to `end` as map_write does: three runs of decimal digits with white space between and around. */
export function readExtentLine(source: SourceText, start: number, end: number, kernel = ''): ExtentLine {
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
export interface Field {
  text: string;
  start: number;
  end: number;
}

/** The first `most` fields between `start` and `end`, and, as one more, whatever follows them up to the last of the line. */
export function splitFields(text: string, start: number, end: number, most: number): Field[] {
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
