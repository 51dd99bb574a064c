import { UNFINISHED } from '../../linux/index.ts';
import { type CodedText, codesOf, standsAt } from '../CodedText.ts';
import { ArgumentPlaces } from './ArgumentPlaces.ts';
import { argumentPlaces } from './splitLine.ts';

/** The time that -t, -tt, -ttt and -r print. */
const TIME = /(?:\d\d:\d\d:\d\d(?:\.\d+)?|\d+\.\d+) +/y;
const BRACKET = /* @__PURE__ */ codesOf('[pid ');
const RESUMES = /* @__PURE__ */ codesOf('<... ');
const RESUMED = /* @__PURE__ */ codesOf(' resumed>');
const UNFINISHED_CODES = /* @__PURE__ */ codesOf(UNFINISHED);
const ATTACHED = /* @__PURE__ */ codesOf('tached');
const LONGEST_PID = 12;
export const NO_PID = -1;

/**
 * Finds the parts of a line of strace in the text that it stands in, without cutting anything out of it: what `splitLine` finds, of the lines that nearly
 * all are. Any other line it leaves to that ('other').
 */
export class StraceScan {
  /** Of the lines that have none printed; NO_PID where that is not known. */
  own = NO_PID;
  pid = NO_PID;
  /** Where the name of the call stands. */
  nameFrom = 0;
  nameTo = 0;
  readonly list = new ArgumentPlaces();
  /** Where what came of the call stands; of a resumed call, where its rest begins. */
  behind = 0;

  /** Looks at what stands behind the lead, from `at`. */
  scan(piece: CodedText, at: number, to: number): 'call' | 'unfinished' | 'resumed' | 'other' {
    const { codes } = piece;
    if (at === -1 || at >= to) return 'other';
    const begins = codes[at] ?? 0;
    if (begins === 0x3c) return this.#resumed(codes, at, to) ? 'resumed' : 'other';
    if (NAME_PARTS[begins] !== NAME_BEGINS) return 'other';
    let end = at + 1;
    while (end < to && NAME_PARTS[codes[end] ?? 0] !== 0) end += 1;
    if (end >= to || codes[end] !== 0x28) return 'other';
    this.nameFrom = at;
    this.nameTo = end;
    const last = codes[to - 1] ?? 0;
    // A notice may stand at the end, within the line (straceCalls, NOTICE).
    if (last <= 0x20 || last > 0x7e || (last === 0x64 && standsAt(codes, to - ATTACHED.length, ATTACHED)))
      return 'other';
    if (last === 0x3e && standsAt(codes, to - UNFINISHED.length, UNFINISHED_CODES)) {
      const cut = to - UNFINISHED.length;
      return cut > end && argumentPlaces(piece, end + 1, cut, this.list) === -1 ? 'unfinished' : 'other';
    }
    return this.#result(codes, argumentPlaces(piece, end + 1, to, this.list), to) ? 'call' : 'other';
  }

  /** Where the call begins behind the process and the time; -1 where something else is printed. */
  lead({ text, codes }: CodedText, from: number): number {
    this.pid = this.own;
    let at = from;
    if (NAME_PARTS[codes[at] ?? 0] === NAME_BEGINS) return at;
    const isBracketed = codes[at] === 0x5b;
    if (isBracketed) {
      if (!standsAt(codes, at, BRACKET)) return -1;
      at = blanksEnd(codes, at + BRACKET.length);
    }
    let end = at;
    let pid = 0;
    for (let code = codes[end] ?? 0; isDigit(code); code = codes[end] ?? 0) {
      pid = pid * 10 + code - 0x30;
      end += 1;
    }
    if (isBracketed && codes[end] === 0x5d && codes[end + 1] === 0x20) end += 1;
    else if (isBracketed) return -1;
    if (end > at && end - at < LONGEST_PID && codes[end] === 0x20) {
      this.pid = pid;
      at = blanksEnd(codes, end);
    }
    if (!isDigit(codes[at] ?? 0)) return at;
    TIME.lastIndex = at;
    return TIME.test(text) ? TIME.lastIndex : -1;
  }

  #resumed(codes: Uint8Array, at: number, to: number): boolean {
    if (!standsAt(codes, at, RESUMES)) return false;
    const from = at + RESUMES.length;
    let end = from;
    while (end < to && NAME_PARTS[codes[end] ?? 0] !== 0) end += 1;
    if (end === from || !standsAt(codes, end, RESUMED)) return false;
    this.nameFrom = from;
    this.nameTo = end;
    const rest = end + RESUMED.length;
    this.behind = codes[rest] === 0x20 ? rest + 1 : rest;
    return rest <= to && (codes[this.behind] ?? 0) > 0x20;
  }

  /** Finds what came of a call whose list ends at `end`. */
  #result(codes: Uint8Array, end: number, to: number): boolean {
    if (end === -1) return false;
    const sign = blanksEnd(codes, end + 1);
    if (sign + 2 >= to || codes[sign] !== 0x3d || codes[sign + 1] !== 0x20) return false;
    this.behind = sign + 2;
    return true;
  }
}

function blanksEnd(codes: Uint8Array, from: number): number {
  let at = from;
  while (codes[at] === 0x20) at += 1;
  return at;
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const NAME_BEGINS = 1;
/** By code, whether a name may begin with it, or go on with it. */
const NAME_PARTS = /* @__PURE__ */ new Uint8Array(256).map((_, code) => {
  const sign = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(sign)) return NAME_BEGINS;
  return /\d/.test(sign) ? 2 : 0;
});
