import { UNFINISHED } from '../../linux/index.ts';
import { type CodedText, NOT_ASCII, TextCoder } from '../cutLines.ts';

/** More than any call has: of a line with more, the room is not kept. */
const MOST_KEPT = 64;

/** Where the arguments of a call begin and end in a text. One serves one line after another: an array that is emptied would get its room anew each time. */
export class ArgumentPlaces {
  count = 0;
  #list: number[] = [];

  clear(): void {
    if (this.count > MOST_KEPT) this.#list = [];
    this.count = 0;
  }

  add(from: number, to: number): void {
    const at = 2 * this.count;
    this.#list[at] = from;
    this.#list[at + 1] = to;
    this.count += 1;
  }

  from(index: number): number {
    return this.#list[2 * index] ?? 0;
  }

  to(index: number): number {
    return this.#list[2 * index + 1] ?? 0;
  }

  /** The arguments themselves. */
  texts(text: string): string[] {
    return Array.from({ length: this.count }, (_, index) => text.slice(this.from(index), this.to(index)));
  }
}

/** What strace prints before a call: -f, -Y, -t, -tt, -ttt, -r, -n, -i (strace(1); src/strace.c, printleader). */
export interface Lead {
  pid?: number;
  /** The name of the process, which -Y prints behind its number. */
  comm?: string;
  /** As it is printed: `12:34:56.789012`, `1700000000.123456`, `0.000123`. */
  time?: string;
  /** The call's number on its ABI, which -n prints. */
  number?: number;
}

/** A line of strace, taken apart and not yet read. */
export type SplitLine =
  /** A call, whole or as far as strace had printed it when another process came between (`isUnfinished`); `result` is what stands behind `=`. */
  | {
      kind: 'call';
      lead: Lead;
      name: string;
      args: readonly string[];
      isUnfinished: boolean;
      result: string | undefined;
    }
  /** The end of a call that an earlier line began: its text behind `resumed>`. */
  | { kind: 'resumed'; lead: Lead; name: string; rest: string }
  /** A signal, the end of a process, or what strace says of itself; `text` is the line behind its lead. */
  | { kind: 'other'; lead: Lead; text: string }
  /** What is printed below a call: a stack (-k), bytes (-e read=, write=). */
  | { kind: 'between' };

const PID = /^\s*(?:\[pid\s+(\d+)(?:<([^>]*)>)?\]\s+|(\d+)(?:<([^>]*)>)?\s+(?!\())/;
const TIME = /^\s*(?:(\d\d:\d\d:\d\d(?:\.\d+)?|\d+\.\d+)\s+)?(?:\(\+\s*(\d+\.\d+)\)\s+)?/;
const BRACKETED = /^\[\s*(\d{1,5}|[\da-f]{8,16}|\?+)\]\s+/;
const NAME = /^([A-Za-z_]\w*)\(/;
const RESUMED = /^<\.\.\. (\w+) resumed>\s?(.*)$/s;
const RESULT = /^\s*=\s(.*)$/s;
/**
 * `/usr/lib/x86_64-linux-gnu/libc.so.6(__open64+0x4f) [0x10f3df]` behind ` > `, why there is no more of the stack (src/unwind.c, print_error_cb:
 * `too many stack frames`, `unexpected_backtracing_error`), and a row of bytes.
 */
const BETWEEN = /^ (?:> \S+.*\[0x[\da-f]+\]$|> \S+\(.*\)$|> [a-z_ ]+$|\| [\da-f]{5} )/;

/** Takes a line of strace apart; undefined where it is none. */
export function splitLine(line: string): SplitLine | undefined {
  const { lead, rest } = splitLead(line);
  const [begins, name] = NAME.exec(rest) ?? [];
  if (begins !== undefined && name !== undefined) return splitCall(lead, name, rest, begins.length);
  const [, resumedName, tail = ''] = RESUMED.exec(rest) ?? [];
  if (resumedName !== undefined) return { kind: 'resumed', lead, name: resumedName, rest: tail };
  if (/^(?:--- (?:SIG|stopped)|\+\+\+ |\[ Process PID=|strace: )/.test(rest))
    return { kind: 'other', lead, text: rest };
  return BETWEEN.test(line) ? { kind: 'between' } : undefined;
}

function splitLead(line: string): { lead: Lead; rest: string } {
  const lead: Lead = {};
  let rest = line;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(rest) ?? undefined;
    if (found !== undefined) rest = rest.slice(found[0].length);
    return found;
  };
  // Most lines begin with the call itself.
  if (/^[A-Za-z_]/.test(line)) return { lead, rest };
  const pid = take(PID);
  if (pid !== undefined) {
    lead.pid = Number(pid[1] ?? pid[3]);
    const comm = pid[2] ?? pid[4];
    if (comm !== undefined) lead.comm = comm;
  }
  const time = take(TIME);
  const printed = time?.[1] ?? time?.[2];
  if (printed !== undefined) lead.time = printed;
  for (let found = take(BRACKETED); found !== undefined; found = take(BRACKETED)) {
    const [, inside = ''] = found;
    if (/^\d{1,5}$/.test(inside)) lead.number = Number(inside);
  }
  return { lead, rest };
}

function splitCall(lead: Lead, name: string, rest: string, from: number): SplitLine | undefined {
  const cut = rest.trimEnd();
  const isCut = cut.endsWith(UNFINISHED);
  const text = isCut ? cut.slice(0, -UNFINISHED.length) : rest;
  const { parts, end } = splitList(text, from);
  const behind = end === undefined ? '' : text.slice(end + 1);
  const result = RESULT.exec(behind)?.[1];
  // Text of another kind that looks like a call: C, or a sentence.
  if (result === undefined && behind.trim() !== '') return undefined;
  const isUnfinished = isCut && result === undefined;
  return { kind: 'call', lead, name, args: parts, isUnfinished, result };
}

/**
 * Takes a list of arguments apart at its commas, from `from` to the parenthesis that closes it (`end`, undefined where none does): what stands in
 * strings, comments, brackets and the annotations of -y belongs to its argument. Of a list that is cut off, what the last comma leaves is no argument.
 */
function splitList(text: string, from: number): { parts: string[]; end: number | undefined } {
  const places = new ArgumentPlaces();
  const end = argumentPlaces(new TextCoder().code(text), from, text.length, places);
  return { parts: places.texts(text), end: end === -1 ? undefined : end };
}

const BACKSLASH = 0x5c;
/** After so many annotations that nothing closes, no more are looked for: each look goes to the end of the line. */
const MOST_UNCLOSED = 8;
/** Signs that begin or end something within a list of arguments. */
const SIGNS = /* @__PURE__ */ new Uint8Array(256).map((_, code) =>
  Number('"/<([{]}),'.includes(String.fromCharCode(code))),
);

/**
 * The same within a longer text that ends at `to`: fills `places` with where each argument begins and ends, without blanks around it. Gives the place of
 * the closing parenthesis, -1 where there is none.
 */
export function argumentPlaces(piece: CodedText, from: number, to: number, places: ArgumentPlaces): number {
  const { codes } = piece;
  places.clear();
  let begin = from;
  let depth = 0;
  let unclosed = 0;
  for (let at = from; at < to; at += 1) {
    const sign = codes[at] ?? 0;
    if (SIGNS[sign] === 0) continue;
    switch (sign) {
      case 0x22: // "
        at = stringEnd(piece, at, to);
        break;
      case 0x2f: // /*
        if (at + 1 < to && codes[at + 1] === 0x2a) at = commentEnd(codes, at, to);
        break;
      case 0x3c: {
        // <
        const end = unclosed < MOST_UNCLOSED ? annotationEnd(piece, at, to) : at;
        if (end === -1) unclosed += 1;
        else at = end;
        break;
      }
      case 0x28: // ( [ {
      case 0x5b:
      case 0x7b:
        depth += 1;
        break;
      case 0x5d: // ] }
      case 0x7d:
        depth -= 1;
        break;
      case 0x29: // )
        if (depth <= 0) {
          addPlace(piece, begin, at, places, true);
          return at;
        }
        depth -= 1;
        break;
      case 0x2c: // ,
        if (depth <= 0) {
          addPlace(piece, begin, at, places);
          begin = at + 1;
        }
        break;
    }
  }
  addPlace(piece, begin, to, places, true);
  return -1;
}

function addPlace(piece: CodedText, begin: number, end: number, places: ArgumentPlaces, isLast = false): void {
  let from = begin;
  let to = end;
  while (from < to && isBlankAt(piece, from)) from += 1;
  while (to > from && isBlankAt(piece, to - 1)) to -= 1;
  if (from < to || !isLast) places.add(from, to);
}

function isBlankAt({ text, codes }: CodedText, at: number): boolean {
  const code = codes[at] ?? 0;
  return code === 0x20 || (code <= 0x0d && code >= 0x09) || (code === NOT_ASCII && /\s/.test(text.charAt(at)));
}

/** Where a string's closing quote stands; `to` where it has none. */
function stringEnd({ text, codes }: CodedText, at: number, to: number): number {
  // Nearly always the next quote, which no backslash stands before.
  const next = text.indexOf('"', at + 1);
  if (next === -1 || next >= to) return to;
  if (codes[next - 1] !== BACKSLASH) return next;
  for (let end = at + 1; end < to; end += 1) {
    const code = codes[end];
    if (code === BACKSLASH) end += 1;
    else if (code === 0x22) return end;
  }
  return to;
}

/** Where a comment ends: with -X verbose one may hold another, `0 /* QCMD(0 /* Q_??? *\/, USRQUOTA) *\/`. */
export function commentEnd(codes: Uint8Array, at: number, to: number): number {
  let depth = 0;
  for (let end = at; end < to; end += 1) {
    const code = codes[end];
    if (code === 0x2f && codes[end + 1] === 0x2a) {
      depth += 1;
      end += 1;
    } else if (code === 0x2a && codes[end + 1] === 0x2f) {
      depth -= 1;
      end += 1;
      if (depth === 0) return end;
    }
  }
  return to;
}

/**
 * Where an annotation of -y ends (`3</dev/null<char 1:3>>`, `4<TCP:[127.0.0.1:80->127.0.0.1:99]>`); `at` itself where `<` begins none, as in
 * `<<`, and -1 where nothing closes it. In its paths strace writes `<`, `>` and `"` as escapes (src/util.c, print_quoted_string_ex); that of a socket stands in quotes.
 */
function annotationEnd(piece: CodedText, at: number, to: number): number {
  const { codes } = piece;
  const before = codes[at - 1] ?? 0;
  const isBehindWord = before === 0x29 || before === 0x5d || isWord(before);
  const isShift = at + 1 < to && codes[at + 1] === 0x3c;
  if (!isBehindWord || isShift) return isShift ? at + 1 : at;
  let depth = 0;
  for (let end = at; end < to; end += 1) {
    const code = codes[end];
    if (code === BACKSLASH) end += 1;
    else if (code === 0x22) end = stringEnd(piece, end, to);
    else if (code === 0x3c) depth += 1;
    else if (code === 0x3e && codes[end - 1] !== 0x2d) {
      depth -= 1;
      if (depth === 0) return end;
    }
  }
  return -1;
}

function isWord(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f
  );
}
