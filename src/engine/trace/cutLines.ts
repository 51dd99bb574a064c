import { type CodedText, TextCoder } from './CodedText.ts';
import { LONGEST } from './documents.ts';

/** Takes the lines of a text that comes in pieces: each between `from` and `to` of a text, and where it begins in the whole. */
export interface LineTaker {
  take(piece: CodedText, from: number, to: number, start: number, line: number): void;
  /** A line that is too long to be read; its text is not kept. */
  tooLong(start: number, end: number, line: number): void;
}

export interface LineCutter {
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
