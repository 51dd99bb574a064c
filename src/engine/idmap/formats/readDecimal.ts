import { strtoumax } from '../../linux/index.ts';
import { type Parsed, refused, type SourceText, shorten, spanAt, type Word } from '../../text/index.ts';
import { type Extent, NO_ID, NUMBER_NAMES } from '../map/Extent.ts';

/** A stretch of the reader's text that should be a number. */
export interface NumberField {
  /** What a message calls it: "hostID", "count". */
  name: string;
  text: string;
  start: number;
}

/**
 * A number in plain decimal digits, as every tool here takes it, up to 4294967295; anything else is an error at its place. What one tool takes
 * beyond that (hexadecimal, signs) is that tool's reader's to allow.
 */
export function readDecimal(source: SourceText, field: NumberField): Parsed<number> {
  return checkedNumber(source, field, /^[0-9]+$/.test(field.text) ? Number(field.text) : undefined);
}

/**
 * The whole of `text` as strtoul(3) reads a number whose base isn't given, of which neither LXC nor systemd takes a negative one; `octal` as systemd
 * does, which also knows 0o (src/basic/parse-util.c, mangle_base). Undefined where it is none.
 */
export function readCNumber(text: string, { octal = false } = {}): bigint | undefined {
  const plain = octal ? text.replace(/^([\t-\r ]*\+?0)o(?=[0-7])/i, '$1') : text;
  const { value, length } = strtoumax(plain, 0);
  return length > 0 && length === plain.length && !plain.includes('-') ? value : undefined;
}

/** `value`, which was read from `field`, if it is a number of 32 bits; else what is wrong with it. */
export function checkedNumber(source: SourceText, field: NumberField, value: number | undefined): Parsed<number> {
  const { name, text, start } = field;
  const span = spanAt(source, start, start + text.length);
  const found = shorten(text);
  if (value !== undefined && value <= NO_ID) return { value, diagnostics: [] };
  if (value !== undefined) {
    const message = `Found ${found} as ${name}; IDs are 32 bits wide.`;
    return refused('format-number-range', message, 'IDs go from 0 to 4294967294.', span);
  }
  const message = `Found ${text === '' ? 'nothing' : `"${found}"`} as ${name}, expected decimal digits.`;
  return refused('format-number', message, 'Write digits only.', span);
}

/** The extent that its three numbers make, as they were read; undefined where one could not be. */
export function extentOf(numbers: readonly Parsed<number>[]): Parsed<Extent> {
  const [inside, outside, count] = numbers.map(({ value }) => value);
  const complete = inside !== undefined && outside !== undefined && count !== undefined;
  return {
    value: complete ? { inside, outside, count } : undefined,
    diagnostics: numbers.flatMap(({ diagnostics }) => diagnostics),
  };
}

/**
 * An extent written `inside:outside:count`, as Podman, unshare and mount take it; a count left out is `count`, where the tool has a default.
 */
export function readTriple(source: SourceText, word: Word, count?: number): Parsed<Extent> {
  const fields = word.text.split(':', 5);
  if (fields.length === 2 && count !== undefined) fields.push(String(count));
  if (fields.length !== 3) {
    const message = `"${shorten(word.text)}" is not container ID:host ID:count.`;
    const span = spanAt(source, word.start, word.end);
    return refused('format-triple', message, 'Write three numbers with colons between them.', span);
  }
  let at = 0;
  return extentOf(
    fields.map((text, index) => {
      const start = word.span(at).start;
      at += text.length + 1;
      return readDecimal(source, { name: NUMBER_NAMES[index] ?? 'number', text, start });
    }),
  );
}
