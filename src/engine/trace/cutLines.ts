import { LONGEST } from './documents.ts';

/** Takes the lines of a text that comes in pieces: each between `from` and `to` of a text, and where it begins in the whole. */
export interface LineTaker {
  take(text: string, from: number, to: number, start: number, line: number): void;
  /** A line that is too long to be read; its text is not kept. */
  tooLong(start: number, end: number, line: number): void;
}

export interface LineCutter {
  push(piece: string): void;
  /** The text ends; what comes after it is another's, whose lines have numbers of their own. */
  end(): void;
}

/** Cuts a text that comes in pieces into its lines, without the break behind each. Time is linear in the text, however the pieces are cut. */
export function cutLines({ take, tooLong }: LineTaker): LineCutter {
  /** The beginning of a line whose end has not come, and how long it is, also where it is too long to be kept. */
  let parts: string[] = [];
  let kept = 0;
  let start = 0;
  let number = 1;

  function finish(last: string): void {
    const length = kept + last.length;
    if (length > LONGEST) tooLong(start, start + length, number);
    else {
      const text = parts.length === 0 ? last : parts.join('') + last;
      take(text, 0, text.endsWith('\r') ? text.length - 1 : text.length, start, number);
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
    push(piece) {
      let from = 0;
      let at = piece.indexOf('\n');
      if (at !== -1 && kept > 0) {
        finish(piece.slice(0, at));
        start += 1;
        from = at + 1;
        at = piece.indexOf('\n', from);
      }
      const base = start - from;
      for (; at !== -1; at = piece.indexOf('\n', from)) {
        const to = at > from && piece.charCodeAt(at - 1) === 0x0d ? at - 1 : at;
        if (to - from > LONGEST) tooLong(base + from, base + to, number);
        else take(piece, from, to, base + from, number);
        number += 1;
        from = at + 1;
      }
      start = base + from;
      keep(piece.slice(from));
    },
    end() {
      if (kept > 0) finish('');
      number = 1;
    },
  };
}
