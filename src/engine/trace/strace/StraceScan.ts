import { UNFINISHED } from '../../linux/index.ts';
import { ArgumentPlaces } from './ArgumentPlaces.ts';
import { argumentPlaces } from './splitLine.ts';

/** The time that -t, -tt, -ttt and -r print. */
const TIME = /(?:\d\d:\d\d:\d\d(?:\.\d+)?|\d+\.\d+) +/y;
const RESUMED = ' resumed>';
const LONGEST_PID = 12;
const ATTACHED = 'tached';
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

  scan(text: string, from: number, to: number): 'call' | 'unfinished' | 'resumed' | 'other' {
    const at = this.#lead(text, from);
    if (at === -1 || at >= to) return 'other';
    const begins = text.charCodeAt(at);
    if (begins === 0x3c) return this.#resumed(text, at, to) ? 'resumed' : 'other';
    if (!isNameBegin(begins)) return 'other';
    let end = at + 1;
    while (end < to && isNamePart(text.charCodeAt(end))) end += 1;
    if (end >= to || text.charCodeAt(end) !== 0x28) return 'other';
    this.nameFrom = at;
    this.nameTo = end;
    const last = text.charCodeAt(to - 1);
    // A notice may stand at the end, within the line (straceCalls, NOTICE).
    if (last <= 0x20 || last > 0x7e || (last === 0x64 && text.startsWith(ATTACHED, to - ATTACHED.length)))
      return 'other';
    if (last === 0x3e && text.startsWith(UNFINISHED, to - UNFINISHED.length)) {
      const cut = to - UNFINISHED.length;
      return cut > end && argumentPlaces(text, end + 1, cut, this.list) === -1 ? 'unfinished' : 'other';
    }
    return this.#result(text, argumentPlaces(text, end + 1, to, this.list), to) ? 'call' : 'other';
  }

  /** Where the call begins behind the process and the time; -1 where something else is printed. */
  #lead(text: string, from: number): number {
    this.pid = this.own;
    let at = from;
    let code = text.charCodeAt(at);
    if (isNameBegin(code)) return at;
    const isBracketed = code === 0x5b;
    if (isBracketed) {
      if (!text.startsWith('[pid ', at)) return -1;
      at = blanksEnd(text, at + 5);
    }
    let end = at;
    let pid = 0;
    for (code = text.charCodeAt(end); isDigit(code); code = text.charCodeAt(end)) {
      pid = pid * 10 + code - 0x30;
      end += 1;
    }
    if (isBracketed && code === 0x5d && text.charCodeAt(end + 1) === 0x20) end += 1;
    else if (isBracketed) return -1;
    if (end > at && end - at < LONGEST_PID && text.charCodeAt(end) === 0x20) {
      this.pid = pid;
      at = blanksEnd(text, end);
    }
    if (!isDigit(text.charCodeAt(at))) return at;
    TIME.lastIndex = at;
    return TIME.test(text) ? TIME.lastIndex : -1;
  }

  #resumed(text: string, at: number, to: number): boolean {
    if (!text.startsWith('<... ', at)) return false;
    let end = at + 5;
    while (end < to && isNamePart(text.charCodeAt(end))) end += 1;
    if (end === at + 5 || !text.startsWith(RESUMED, end)) return false;
    this.nameFrom = at + 5;
    this.nameTo = end;
    const rest = end + RESUMED.length;
    this.behind = text.charCodeAt(rest) === 0x20 ? rest + 1 : rest;
    return rest <= to && text.charCodeAt(this.behind) > 0x20;
  }

  /** Finds what came of a call whose list ends at `end`. */
  #result(text: string, end: number, to: number): boolean {
    if (end === -1) return false;
    const sign = blanksEnd(text, end + 1);
    if (sign + 2 >= to || text.charCodeAt(sign) !== 0x3d || text.charCodeAt(sign + 1) !== 0x20) return false;
    this.behind = sign + 2;
    return true;
  }
}

function blanksEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 0x20) at += 1;
  return at;
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const isNameBegin = (code: number) => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
const isNamePart = (code: number) => isNameBegin(code) || isDigit(code);
