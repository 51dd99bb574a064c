import { type JsonNode, problemsOf, readJson, sourceText } from '../text/index.ts';
import { beginsYaml, goesOnAsYaml } from './formats/yamlCalls.ts';
import type { Line } from './LineReader.ts';
import { plainObject } from './plainObject.ts';

/**
 * A text beside the codes of its characters, a byte each: what is ASCII as it is, any other character as NOT_ASCII. Looking at bytes takes a fraction of
 * what asking a string for its characters takes. Behind the last character stands a line break.
 */
export interface CodedText {
  readonly text: string;
  readonly codes: Uint8Array;
  /** The same bytes. */
  readonly view: DataView;
}

export const NOT_ASCII = 0x80;
const LINE_BREAK = 0x0a;
/** What is shorter is told character by character: the encoder has to be called. */
const SHORT = 64;
const ENCODER = /* @__PURE__ */ new TextEncoder();

/** Makes coded texts, one after another: the codes of one are there until the next is made. */
export class TextCoder {
  #room = new Uint8Array(SHORT);
  #view = new DataView(this.#room.buffer);

  code(text: string): CodedText {
    const { length } = text;
    if (this.#room.length <= length) {
      this.#room = new Uint8Array(2 * length);
      this.#view = new DataView(this.#room.buffer);
    }
    const codes = this.#room;
    if (length < SHORT || !isEncoded(text, codes)) {
      for (let at = 0; at < length; at += 1) codes[at] = Math.min(text.charCodeAt(at), NOT_ASCII);
    }
    codes[length] = LINE_BREAK;
    return { text, codes, view: this.#view };
  }
}

/** Encodes a text of nothing but ASCII, whose characters are a byte each in UTF-8, and no others are. */
function isEncoded(text: string, codes: Uint8Array): boolean {
  const { read, written } = ENCODER.encodeInto(text, codes);
  return read === text.length && written === read;
}

/** Whether these words, by their codes, stand at a place. */
export function standsAt(codes: Uint8Array, at: number, words: Uint8Array): boolean {
  for (let index = 0; index < words.length; index += 1) if (codes[at + index] !== words[index]) return false;
  return true;
}

/** The codes of words that are looked for. */
export const codesOf = (words: string): Uint8Array => ENCODER.encode(words);

/** An object that takes several lines, or one. */
export interface Document {
  kind: 'json' | 'yaml';
  lines: readonly Line[];
  /** Takes a further line; false where it ends before. */
  take(line: Line): boolean;
  /** Whether it ended with its last line. */
  isWhole(): boolean;
  text(): string;
  /** Its JSON, where it is JSON without an error: of an event, each value has the place of the whole. */
  json(): JsonNode | undefined;
}

/** A list of a line that begins so is no time in brackets, no process and no list of flags. */
const JSON_BEGINS = /^\s*(?:\{|\[\s*(?:$|["{[\]]))/;
/** What is longer is read line by line; a line that is, not at all. */
const LONGEST = 4_000_000;
/** An object of more lines is read line by line as well. */
const MOST_LINES = 200_000;
/** And one of more values, each of which takes 300 bytes. */
const MOST_VALUES = 400_000;

/** The object that begins in a line; undefined where none does. */
export function documentAt(line: Line): Document | undefined {
  if (JSON_BEGINS.test(line.text)) return jsonDocument(line);
  return beginsYaml(line.text) ? yamlDocument(line) : undefined;
}

function jsonDocument(first: Line): Document {
  const alone = plainObject(first.text);
  if (alone !== undefined)
    return {
      kind: 'json',
      lines: [first],
      take: () => false,
      isWhole: () => true,
      text: () => first.text,
      json: () => alone,
    };
  const lines: Line[] = [];
  let size = 0;
  let depth = 0;
  let isOpen = false;
  const take = (line: Line) => {
    if (size > LONGEST || lines.length >= MOST_LINES) return false;
    lines.push(line);
    size += line.text.length;
    for (const sign of line.text.matchAll(/\\.|["{}[\]]/g)) {
      if (sign[0] === '"') isOpen = !isOpen;
      else if (!isOpen && !sign[0].startsWith('\\')) depth += '{['.includes(sign[0]) ? 1 : -1;
    }
    // No string of JSON goes over the end of a line.
    isOpen = false;
    return true;
  };
  take(first);
  const text = () => textOf(lines);
  const json = () => {
    const all = text();
    return (lines.length > 1 ? plainObject(all) : undefined) ?? jsonOf(all);
  };
  return { kind: 'json', lines, take, isWhole: () => depth <= 0, text, json };
}

function yamlDocument(first: Line): Document {
  const lines: Line[] = [first];
  let size = 0;
  const take = (line: Line) => {
    if (size > LONGEST || lines.length >= MOST_LINES || /^---\s*$/.test(line.text) || !goesOnAsYaml(line.text))
      return false;
    lines.push(line);
    size += line.text.length;
    return true;
  };
  return { kind: 'yaml', lines, take, isWhole: () => false, text: () => textOf(lines), json: () => undefined };
}

/** The lines at their places, with blanks for what they lack before the next. */
function textOf(lines: readonly Line[]): string {
  let text = '';
  const from = lines[0]?.start ?? 0;
  for (const { text: own, start } of lines) {
    if (text !== '') text += '\n'.padStart(start - from - text.length, ' ');
    text += own;
  }
  return text;
}

function jsonOf(text: string): JsonNode | undefined {
  if (separatorsIn(text) > MOST_VALUES) return undefined;
  const problems = problemsOf(sourceText(text), 1);
  const root = readJson(problems.source, problems);
  return problems.list().length === 0 ? root : undefined;
}

/** At least as many as there are values in a text of JSON, but for one. */
function separatorsIn(text: string): number {
  let count = 0;
  for (const sign of [',', ':'])
    for (let at = text.indexOf(sign); at !== -1 && count <= MOST_VALUES; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}

/** Takes the lines of a text that comes in pieces: each between `from` and `to` of a text, and where it begins in the whole. */
interface LineTaker {
  take(piece: CodedText, from: number, to: number, start: number, line: number): void;
  /** A line that is too long to be read; its text is not kept. */
  tooLong(start: number, end: number, line: number): void;
}

interface LineCutter {
  push(piece: string): void;
  /** The text ends; what comes after it is another's, whose lines have numbers of their own. */
  end(): void;
  /** How many lines there were in all texts, with one that has begun. */
  count(): number;
}

const RETURN = 0x0d;

/** Cuts a text that comes in pieces into its lines, without the break behind each. Time is linear in the text, however the pieces are cut. */
export function cutLines({ take, tooLong }: LineTaker): LineCutter {
  /** The beginning of a line whose end has not come, and how long it is, also where it is too long to be kept. */
  let parts: string[] = [];
  let kept = 0;
  let start = 0;
  let number = 1;
  let before = 0;
  const pieces = new TextCoder();
  const joined = new TextCoder();

  function finish(last: string): void {
    const length = kept + last.length;
    if (length > LONGEST) tooLong(start, start + length, number);
    else {
      const text = parts.length === 0 ? last : parts.join('') + last;
      take(joined.code(text), 0, text.endsWith('\r') ? text.length - 1 : text.length, start, number);
    }
    start += length;
    number += 1;
    parts = [];
    kept = 0;
  }

  function keep(part: string): void {
    if (part === '') return;
    kept += part.length;
    if (kept > LONGEST) parts = [];
    else parts.push(part);
  }

  return {
    push(text) {
      let from = 0;
      if (kept > 0) {
        const at = text.indexOf('\n');
        if (at === -1) {
          keep(text);
          return;
        }
        finish(text.slice(0, at));
        start += 1;
        from = at + 1;
      }
      const piece = pieces.code(text);
      const { codes } = piece;
      const base = start - from;
      for (let at = text.indexOf('\n', from); at !== -1; at = text.indexOf('\n', from)) {
        const to = at > from && codes[at - 1] === RETURN ? at - 1 : at;
        if (to - from > LONGEST) tooLong(base + from, base + to, number);
        else take(piece, from, to, base + from, number);
        number += 1;
        from = at + 1;
      }
      start = base + from;
      keep(text.slice(from));
    },
    end() {
      if (kept > 0) finish('');
      before += number - 1;
      number = 1;
    },
    count: () => before + number - (kept > 0 ? 0 : 1),
  };
}

/** What the kernel's record of a filter's answer says of itself, as it is written there. */
export interface RecordFields {
  /** The program's file. */
  exe?: string;
  /** The signal that the call got; 0 for none. */
  signal: string;
  /** The filter's answer, SECCOMP_RET_* without its data: `0x7ffc0000`. */
  code?: string;
}

/** The fields of such a record (kernel/auditsc.c, audit_seccomp); undefined for any other line. */
export function recordFields(line: string): RecordFields | undefined {
  const [, program = '', signal, rest = ''] =
    /^(.*?\bpid=\d+ .*) sig=(\w+) arch=\S+ syscall=\S+(.*)$/.exec(line.split('\u001d', 1)[0] ?? '') ?? [];
  if (signal === undefined) return undefined;
  const [, quoted, bare] = / exe=(?:"([^"]*)"|(\/\S*))/.exec(program) ?? [];
  const exe = quoted ?? bare;
  const code = / code=(0x[\da-f]{1,8})\b/.exec(rest)?.[1];
  return { signal, ...(exe && { exe }), ...(code && { code }) };
}

/** Records name a machine by linux/audit.h's number, tools by a word. */
const OTHER =
  /\barch=(?!c000003e\b|40000003\b)\w+|AUDIT_ARCH_(?!X86_64|I386)\w+|\b(?:aarch64|arm64|s390x?|ppc64(?:le)?|riscv64|mips\w*|loongarch64)\b/;

/** Whether a text may have calls of another machine than x86: in a page, their tables have to be loaded before it is read (`loadTables`). */
export const namesOtherMachine = (text: string): boolean => OTHER.test(text);
