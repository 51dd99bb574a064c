import { type Diagnostic, error, type SourceText, shorten, spanAt } from '../../../text/index.ts';
import type { Placed, ReadText } from './readC.ts';

/** A number as C and listings write it, `0x7fff0000` or `38`, of at most so many bits; undefined for all else. */
export function readUint(text: string, bits = 32): number | undefined {
  if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(text)) return undefined;
  const value = Number(text);
  return value < 2 ** bits ? value : undefined;
}

/** libseccomp, tools/scmp_bpf_disasm.c bpf_decode: " %.4u: 0x%.2x 0x%.2x 0x%.2x 0x%.8x   …"; seccomp-tools, lib/seccomp-tools/bpf.rb disasm: the same. */
const ROW = /^\s*(\d+):\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)(?:\s|$)/;

/** A column as both write it: two digits or more, and eight of the constant. Fewer were cut off. */
const COLUMNS = [/^0x[\da-f]{2,}$/i, /^0x[\da-f]{2,}$/i, /^0x[\da-f]{2,}$/i, /^0x[\da-f]{8}$/i];

/** How a row begins, also one that is cut off. */
const BEGINNING = /^\s*(?:\d{4,}:(?:\s|$)|\d+:\s+0x)/i;

/** The columns' heading, and the rule below it. */
const HEADING = /^\s*(?:line\s.*|=+)\s*$/;

/** Whether a text has such a row. */
export const hasRows = (text: string): boolean => /^\s*\d+:\s+0x[\da-f]+\s+0x[\da-f]+\s+0x/im.test(text);

/** What wrote them: the headings are "OP" and "CODE"; without one, seccomp-tools writes assignments. */
export function writerOfRows(text: string): 'scmp_bpf_disasm' | 'seccomp-tools' {
  if (/^\s*line\s+OP\b/m.test(text)) return 'scmp_bpf_disasm';
  if (/^\s*line\s+CODE\b/m.test(text)) return 'seccomp-tools';
  return /\b(?:A = |return [A-Z]|if \(A )/.test(text) ? 'seccomp-tools' : 'scmp_bpf_disasm';
}

/**
 * Rows of a number, a code, two jumps and a constant, with words behind that say the same once more. Lines before the first and after the last are not looked
 * at; one that begins like a row is a row.
 */
export const readRows: ReadText = (source) => {
  const lines = linesOf(source);
  const isRow = ({ text }: Line) => ROW.test(text) || BEGINNING.test(text);
  const [first, last] = [lines.findIndex(isRow), lines.findLastIndex(isRow)];
  const value: Placed[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { text, start } of lines.slice(first, last + 1)) {
    if (text.trim() === '' || HEADING.test(text)) continue;
    const span = spanAt(source, start + text.length - text.trimStart().length, start + text.trimEnd().length);
    const [, place, ...fields] = ROW.exec(text) ?? [];
    const [code, jt, jf, k] = fields.map((field, at) =>
      COLUMNS[at]?.test(field) ? readUint(field, [16, 8, 8, 32][at]) : undefined,
    );
    if (place === undefined) {
      diagnostics.push(
        error(
          'bpf-row',
          `Found ${shorten(text.trim())}, expected a row such as 0003: 0x20 0x00 0x00 0x00000000.`,
          'Take the line out, or copy the rows again.',
          span,
        ),
      );
    } else if (Number(place) !== value.length) {
      diagnostics.push(misplaced(Number(place), value.length, span));
      break;
    } else if (code === undefined || jt === undefined || jf === undefined || k === undefined) {
      diagnostics.push(
        error(
          'bpf-row',
          `Found ${fields.join(' ')}, expected a 16-bit code, two 8-bit jumps and a constant of 8 hexadecimal digits.`,
          'Copy the whole row again.',
          span,
        ),
      );
      value.push({ instruction: { code: 0, jt: 0, jf: 0, k: 0 }, span });
    } else value.push({ instruction: { code, jt, jf, k }, span });
  }
  return { value: diagnostics.length > 0 ? undefined : value, diagnostics };
};

/** Of a listing a line is missing, or there are two programs. */
export function misplaced(found: number, expected: number, span: ReturnType<typeof spanAt>): Diagnostic {
  const hint =
    found === 0 ? 'Paste one program at a time.' : 'A part is missing: copy the program from instruction 0 on.';
  return error('bpf-order', `Found instruction ${found}, expected instruction ${expected}.`, hint, span);
}

interface Line {
  text: string;
  /** Its first character's offset. */
  start: number;
}

/** The lines of a text, without their ends. */
export function linesOf({ text, lineStarts }: SourceText): Line[] {
  return lineStarts.map((start, at) => ({
    start,
    text: text.slice(start, lineStarts[at + 1] ?? text.length).replace(/\r?\n$/, ''),
  }));
}
