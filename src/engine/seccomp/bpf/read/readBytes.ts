import { type Diagnostic, error, type Parsed, type SourceText, shorten, spanAt } from '../../../text/index.ts';
import { INSTRUCTION_BYTES, instructionsIn } from '../encode.ts';
import type { Instruction } from '../Instruction.ts';
import type { Placed, ReadText } from './ForeignProgram.ts';

/** Instructions of a program's bytes, in either byte order. */
export function readBytes(bytes: Uint8Array): Parsed<readonly Instruction[]> {
  const rest = bytes.length % INSTRUCTION_BYTES;
  if (bytes.length === 0 || rest !== 0) {
    const message = `Found ${bytes.length} bytes, expected a multiple of ${INSTRUCTION_BYTES}.`;
    return {
      value: undefined,
      diagnostics: [
        error(
          'bpf-bytes',
          message,
          'Part of the program is missing, or the bytes are something else: copy all of them.',
        ),
      ],
    };
  }
  return { value: instructionsIn(bytes, isLittleEndian(bytes)), diagnostics: [] };
}

/** A code has 16 bits, of which no program of seccomp needs more than 8: the other byte is 0. */
function isLittleEndian(bytes: Uint8Array): boolean {
  const sum = (byte: number) =>
    bytes.reduce((all, value, at) => (at % INSTRUCTION_BYTES === byte ? all + value : all), 0);
  return sum(0) >= sum(1);
}

/** Two digits for a byte: alone, in pairs, as `0x20`, as `\x20` in quotes, with commas. */
const BYTE = /(?:0x|\\x)?([\da-f]{2})/giy;
const BETWEEN = /[\s,;:"'{}[\]]*/y;

/** Whether a text holds nothing but bytes in hexadecimal. */
export const isHex = (text: string): boolean => {
  const digits = text.replace(/0x|\\x/gi, '');
  return /^[\da-f\s,;:"'{}[\]]+$/i.test(digits) && /[\da-f]{2}/i.test(digits);
};

/** Bytes in hexadecimal. Their places are told in the text. */
export const readHex: ReadText = (source) => {
  const { text } = source;
  const bytes: number[] = [];
  const ends: { start: number; end: number }[] = [];
  let at = matchEnd(BETWEEN, text, 0);
  while (at < text.length) {
    BYTE.lastIndex = at;
    const found = BYTE.exec(text);
    if (found === null) {
      const word = /^\S+/.exec(text.slice(at))?.[0] ?? '';
      const span = spanAt(source, at, at + word.length);
      return failed(
        error(
          'bpf-hex',
          `Found ${shorten(word)}, expected two hexadecimal digits for each byte.`,
          'Print the program with xxd -p FILE, and copy all of it.',
          span,
        ),
      );
    }
    bytes.push(Number.parseInt(found[1] ?? '', 16));
    ends.push({ start: at, end: BYTE.lastIndex });
    at = matchEnd(BETWEEN, text, BYTE.lastIndex);
  }
  return placed(source, Uint8Array.from(bytes), (byte) => ends[byte] ?? { start: 0, end: text.length });
};

/** Whether a text can be base64 (RFC 4648), over any number of lines. */
export const isBase64 = (text: string): boolean => /^[\w+/-]{4,}={0,2}$/.test(text.replace(/\s/g, ''));

/** Base64, of either alphabet. */
export const readBase64: ReadText = (source) => {
  const padded = source.text.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const digits = padded.replace(/=+$/, '');
  const whole = spanAt(source, source.text.search(/\S/), source.text.trimEnd().length);
  const cut = (message: string) => failed(error('bpf-base64', message, 'A part is missing: copy all of it.', whole));
  if (digits.length % 4 === 1) return cut(`Found ${padded.length} characters of base64, expected groups of 4.`);
  const decoded = atob(digits);
  // RFC 4648, 3.5: an encoder sets the bits behind the last byte to 0, so others are of a byte that was cut off.
  if (btoa(decoded).replace(/=+$/, '') !== digits) return cut('Found part of a byte at the end of the base64.');
  const bytes = Uint8Array.from(decoded, (each) => each.charCodeAt(0));
  return placed(source, bytes, () => whole);
};

function placed(
  source: SourceText,
  bytes: Uint8Array,
  placeOf: (byte: number) => { start: number; end: number },
): Parsed<readonly Placed[]> {
  const { value, diagnostics } = readBytes(bytes);
  const last = placeOf(bytes.length - 1);
  if (value === undefined)
    return {
      value,
      diagnostics: diagnostics.map((each) => ({ ...each, span: spanAt(source, placeOf(0).start, last.end) })),
    };
  return {
    value: value.map((instruction, at) => ({
      instruction,
      span: spanAt(source, placeOf(at * INSTRUCTION_BYTES).start, placeOf((at + 1) * INSTRUCTION_BYTES - 1).end),
    })),
    diagnostics,
  };
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.exec(text);
  return pattern.lastIndex;
}

const failed = (problem: Diagnostic) => ({ value: undefined, diagnostics: [problem] });
