import type { Arch } from '../../../linux/index.ts';
import {
  type Diagnostic,
  error,
  type Parsed,
  type SourceText,
  type Span,
  shorten,
  spanAt,
  warning,
} from '../../../text/index.ts';
import type { Instruction } from '../Instruction.ts';
import type { Program } from '../run.ts';
import { cExpression } from './cExpression.ts';

/** What a program was written in. */
export type ProgramFormat =
  | 'bytes'
  | 'hex'
  | 'base64'
  | 'c'
  | 'strace'
  | 'scmp_bpf_disasm'
  | 'seccomp-tools'
  | 'listing';

/** A program that something else made. */
export interface ForeignProgram {
  format: ProgramFormat;
  /** Its architecture is the first of those that it compares with; else the one that was asked for. Its origins are empty. */
  program: Program;
  /** Why the kernel refuses it, at their places; empty where it takes it. Only then can the program run. */
  refusals: readonly Diagnostic[];
}

/** An instruction, and where the text has it. */
export interface Placed {
  instruction: Instruction;
  span: Span;
}

/** A reader of one format: every instruction, and every problem. Where one is an error, there is no value. */
export type ReadText = (source: SourceText) => Parsed<readonly Placed[]>;

/** A part of a text, without the blanks around it. */
interface Piece {
  text: string;
  /** Its first character's offset. */
  start: number;
}

/** The text with blanks in the place of C's comments, so that all else stays where it is. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));

/**
 * What stands between commas from an offset on, up to a closing bracket or else the end of the text; a comma within brackets parts nothing. Empty pieces are
 * left out. `isClosed`: the bracket was found.
 */
function piecesIn(text: string, start: number, closing?: string): { pieces: readonly Piece[]; isClosed: boolean } {
  const pieces: Piece[] = [];
  let depth = 0;
  let from = start;
  let at = start;
  for (; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (depth === 0 && sign === closing) break;
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    else if (sign === ',' && depth === 0) {
      add(at);
      from = at + 1;
    }
  }
  add(at);
  return { pieces, isClosed: at < text.length };

  function add(end: number): void {
    const part = text.slice(from, end);
    const piece = part.trim();
    if (piece !== '') pieces.push({ text: piece, start: from + part.length - part.trimStart().length });
  }
}

/** Whether a text writes instructions as C does, or as strace shows them. */
export const hasC = (text: string): boolean =>
  /\bBPF_(?:STMT|JUMP)\s*\(|\bsock_filter\b|\.code\s*=|^\s*\{\s*(?:0x[\da-f]+|\d+|BPF_)[^{}]*,[^{}]*,[^{}]*,[^{}]*\}/im.test(
    text,
  );

/** strace 6.13, src/bpf_filter.c decode_bpf_fprog: {len=4, filter=[…]}; without -v, the address alone. */
export const isStrace = (text: string): boolean => /\blen=\d+, filter=/.test(text);

const FIELDS = ['code', 'jt', 'jf', 'k'] as const;
const BITS = { code: 16, jt: 8, jf: 8, k: 32 };
/** linux/filter.h: which fields the macros take, in their order. */
const MACROS: Readonly<Record<string, readonly (typeof FIELDS)[number][]>> = {
  BPF_STMT: ['code', 'k'],
  BPF_JUMP: ['code', 'k', 'jt', 'jf'],
};

/**
 * An array of struct sock_filter: with BPF_STMT and BPF_JUMP, or with each field's value. Around it may be the C that it was declared with. Macros of one's
 * own are not expanded. `arch`: whose numbers __NR_… has. Throws a RangeError where that machine's names are not there yet.
 */
export function readC(source: SourceText, arch: Arch): Parsed<readonly Placed[]> {
  const text = withoutComments(source.text);
  const opening = /\bsock_filter\b[^={;()]*=\s*\{/.exec(text);
  const start = opening === null ? 0 : opening.index + opening[0].length;
  if (opening === null) return readElements(source, piecesIn(text, start).pieces, arch);
  const { pieces, isClosed } = piecesIn(text, start, '}');
  const { value, diagnostics } = readElements(source, pieces, arch);
  if (value === undefined || isClosed) return { value, diagnostics };
  const message = 'No closing brace after the array: a part of it is missing.';
  const span = spanAt(source, opening.index, start);
  return { value: undefined, diagnostics: [error('bpf-c-cut', message, 'Copy the whole array, up to };.', span)] };
}

/** What strace -v shows of the first program that a process loads. */
export function readStrace(source: SourceText, arch: Arch): Parsed<readonly Placed[]> {
  const text = withoutComments(source.text);
  const [first, ...more] = [...text.matchAll(/\blen=(\d+), filter=(\[?)/g)];
  const start = (first?.index ?? 0) + (first?.[0].length ?? 0);
  const span = spanAt(source, first?.index ?? 0, start);
  if (first?.[2] === '') {
    const message = 'strace shows the program’s address here, and not the program.';
    return { value: undefined, diagnostics: [error('bpf-strace-address', message, 'Run strace with -v.', span)] };
  }
  const { pieces, isClosed } = piecesIn(text, start, ']');
  const { value, diagnostics } = readElements(
    source,
    pieces.filter(({ text: piece }) => piece !== '...'),
    arch,
  );
  const length = Number(first?.[1]);
  if (value !== undefined && (!isClosed || value.length !== length)) {
    const message = `Found ${value.length} instructions, expected ${length}: the line is cut off.`;
    return {
      value: undefined,
      diagnostics: [error('bpf-strace-cut', message, 'Run strace with -v, and copy the whole line.', span)],
    };
  }
  const others = more.length === 0 ? [] : [oneOfMany(1 + more.length, span)];
  return { value, diagnostics: [...diagnostics, ...others] };
}

const oneOfMany = (programs: number, span: Diagnostic['span']) =>
  warning(
    'bpf-programs',
    `The text has ${programs} programs; this is the first.`,
    'The kernel runs every one of them, and the strictest answer counts. Paste the others alone.',
    span,
  );

function readElements(source: SourceText, pieces: readonly Piece[], arch: Arch): Parsed<readonly Placed[]> {
  const diagnostics: Diagnostic[] = [];
  const value = pieces.map((piece): Placed => {
    const span = spanAt(source, piece.start, piece.start + piece.text.length);
    const fields = fieldsOf(piece);
    if (fields === undefined) {
      const message = `Found ${shorten(piece.text.replace(/\s+/g, ' '))}, expected BPF_STMT(…), BPF_JUMP(…) or { code, jt, jf, k }.`;
      diagnostics.push(
        error(
          'bpf-c-element',
          message,
          'Macros of your own are not expanded: compile the file with gcc -E, and paste the array from what it prints.',
          span,
        ),
      );
    }
    const instruction: Instruction = { code: 0, jt: 0, jf: 0, k: 0 };
    for (const { field, piece: part } of fields ?? []) {
      const read = fieldValue(source, part, field, arch);
      if (typeof read === 'number') instruction[field] = read;
      else diagnostics.push(read);
    }
    return { instruction, span };
  });
  return { value: diagnostics.length > 0 ? undefined : value, diagnostics };
}

/** Which piece of an element says which field; undefined where it is no element. */
function fieldsOf({ text, start }: Piece): readonly { field: (typeof FIELDS)[number]; piece: Piece }[] | undefined {
  const [opening, macro] = /^(?:(BPF_STMT|BPF_JUMP)\s*\(|\{)/.exec(text) ?? [];
  if (opening === undefined) return undefined;
  const { pieces, isClosed } = piecesIn(text, opening.length, macro === undefined ? '}' : ')');
  const names = macro === undefined ? FIELDS : (MACROS[macro] ?? []);
  if (
    !isClosed ||
    pieces.length === 0 ||
    pieces.length > names.length ||
    (macro !== undefined && pieces.length < names.length)
  )
    return undefined;
  const fields = pieces.map((piece, at) => {
    const [whole, name] = /^\.(code|jt|jf|k)\s*=\s*/.exec(piece.text) ?? [];
    const field = FIELDS.find((each) => each === name) ?? names[at];
    const skipped = whole?.length ?? 0;
    return field && { field, piece: { text: piece.text.slice(skipped), start: start + piece.start + skipped } };
  });
  return fields.filter((each) => each !== undefined);
}

const VALUE = 'a number, or a name of linux/filter.h, linux/seccomp.h, linux/audit.h or of a system call';

function fieldValue(
  source: SourceText,
  { text, start }: Piece,
  field: (typeof FIELDS)[number],
  arch: Arch,
): number | Diagnostic {
  const read = cExpression(text, arch);
  if ('value' in read) {
    if (read.value < 2 ** BITS[field]) return read.value;
    const message = `Found ${read.value}, expected at most ${2 ** BITS[field] - 1}: ${field} has ${BITS[field]} bits.`;
    return error(
      'bpf-c-range',
      message,
      'Split the jump, or correct the number.',
      spanAt(source, start, start + text.length),
    );
  }
  const { found, at, expected = VALUE } = read;
  const message = `Found ${shorten(found)}, expected ${expected}.`;
  return error(
    'bpf-c-name',
    message,
    'Write the value as a number.',
    spanAt(source, start + at, start + at + found.length),
  );
}
