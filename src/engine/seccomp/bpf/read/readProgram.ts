import { ARCHITECTURES, type Arch } from '../../../linux/index.ts';
import {
  type Diagnostic,
  error,
  type Parsed,
  type SourceText,
  shorten,
  sourceText,
  spanAt,
} from '../../../text/index.ts';
import { checkProgram, INSTRUCTION_BYTES, instructionOf, instructionsIn } from '../encode.ts';
import { ABS, type Instruction, JEQ, JMP, LD } from '../Instruction.ts';
import { ARCHITECTURE_OFFSET } from '../run.ts';
import {
  type ForeignProgram,
  hasC,
  isStrace,
  type Placed,
  type ProgramFormat,
  type ReadText,
  readC,
  readStrace,
} from './readC.ts';
import { hasListing, readListing } from './readListing.ts';
import { hasRows, readRows, writerOfRows } from './readRows.ts';

/** Instructions of a program's bytes, in either byte order. */
function readBytes(bytes: Uint8Array): Parsed<readonly Instruction[]> {
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
const isHex = (text: string): boolean => {
  const digits = text.replace(/0x|\\x/gi, '');
  return /^[\da-f\s,;:"'{}[\]]+$/i.test(digits) && /[\da-f]{2}/i.test(digits);
};

/** Bytes in hexadecimal. Their places are told in the text. */
const readHex: ReadText = (source) => {
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
const isBase64 = (text: string): boolean => /^[\w+/-]{4,}={0,2}$/.test(text.replace(/\s/g, ''));

/** Base64, of either alphabet. */
const readBase64: ReadText = (source) => {
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

/**
 * A program as anything writes it: its bytes, or a text in one of the formats of `ProgramFormat`, which is found out. Every problem is told at its place, and
 * then there is no value. A program that the kernel would refuse is read, with `refusals`. `arch` is taken where the program compares with no architecture, and
 * for the names of system calls. Throws a RangeError where that machine's names are not there yet.
 */
export function readProgram(input: string | Uint8Array, arch: Arch = 'SCMP_ARCH_X86_64'): Parsed<ForeignProgram> {
  if (typeof input !== 'string') {
    const { value, diagnostics } = readBytes(input);
    return {
      value:
        value &&
        readAs(
          'bytes',
          value.map((instruction) => ({ instruction })),
          arch,
        ),
      diagnostics,
    };
  }
  const source = sourceText(input);
  const other = otherText(source);
  if (other) return { value: undefined, diagnostics: [other] };
  const format = formatOf(input);
  if (format === undefined) return { value: undefined, diagnostics: [unknownText(source)] };
  const { value, diagnostics } = readText(format, source, arch);
  if (value?.length === 0) return { value: undefined, diagnostics: [...diagnostics, unknownText(source)] };
  return { value: value && readAs(format, value, arch), diagnostics };
}

function formatOf(text: string): ProgramFormat | undefined {
  if (isStrace(text)) return 'strace';
  if (hasRows(text)) return writerOfRows(text);
  if (hasC(text)) return 'c';
  if (hasListing(text)) return 'listing';
  if (isHex(text)) return 'hex';
  return isBase64(text) ? 'base64' : undefined;
}

function readText(format: ProgramFormat, source: SourceText, arch: Arch): Parsed<readonly Placed[]> {
  switch (format) {
    case 'strace':
      return readStrace(source, arch);
    case 'c':
      return readC(source, arch);
    case 'listing':
      return readListing(source);
    case 'hex':
      return readHex(source);
    case 'base64':
      return readBase64(source);
    default:
      return readRows(source);
  }
}

function readAs(format: ProgramFormat, placed: readonly Partial<Placed>[], arch: Arch): ForeignProgram {
  const instructions = placed.flatMap(({ instruction }) => (instruction ? [instruction] : []));
  const refusals = checkProgram(instructions).map((refusal): Diagnostic => {
    const at = instructionOf(refusal);
    const span = at === undefined ? undefined : placed[at]?.span;
    return span ? { ...refusal, span } : refusal;
  });
  return { format, program: { arch: architectureIn(instructions) ?? arch, instructions, origins: [] }, refusals };
}

/** The first architecture that a program compares with: whoever writes one begins with the machine's own. */
function architectureIn(instructions: readonly Instruction[]): Arch | undefined {
  let loaded = false;
  for (const { code, k } of instructions) {
    if (code === (LD | ABS)) loaded = k === ARCHITECTURE_OFFSET;
    if (!loaded || code !== (JMP | JEQ)) continue;
    const found = ARCHITECTURES.find(({ auditArch }) => auditArch === k);
    if (found) return found.arch;
  }
  return undefined;
}

/** A text that is often taken for a program, and is none. */
function otherText(source: SourceText): Diagnostic | undefined {
  const { text } = source;
  const place = (pattern: RegExp) => {
    const found = pattern.exec(text);
    return found ? spanAt(source, found.index, found.index + found[0].length) : undefined;
  };
  if (text.trim() === '') return error('bpf-none', 'No program is given.', 'Paste one in any of the formats.');
  // libseccomp, src/gen_pfc.c gen_pfc_generate.
  const pfc = place(/^# pseudo filter code start|^\s*if \(\$(?:arch|syscall) == \d+\)/m);
  if (pfc) {
    const hint =
      'Export the program itself with seccomp_export_bpf(3), in Python export_bpf(), and paste the file as base64.';
    return error(
      'bpf-pfc',
      'This is libseccomp’s pseudo filter code (PFC): a description, and not a program.',
      hint,
      pfc,
    );
  }
  const json = place(/^\s*\{\s*"/);
  return (
    json &&
    error(
      'bpf-profile',
      'This is JSON, and not a program.',
      'A profile has a field of its own: choose “Your profile”.',
      json,
    )
  );
}

function unknownText(source: SourceText): Diagnostic {
  const first = source.text.search(/\S/);
  const end = source.text.indexOf('\n', first);
  const message = 'Not recognised as a BPF program.';
  const hint =
    'Paste hex (xxd -p FILE), base64, a C array, what scmp_bpf_disasm or seccomp-tools dump prints, or the line of strace -v with SECCOMP_SET_MODE_FILTER.';
  return error('bpf-format', message, hint, spanAt(source, first, end === -1 ? source.text.length : end));
}
