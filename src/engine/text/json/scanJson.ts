import { shorten } from '../bytesText.ts';
import { scanString } from './scanString.ts';
import type { Mark, TellError, Token } from './Token.ts';

const WORD = /[A-Za-z_$][\w$.-]*/y;
const NUMBER = /[-+.]?[0-9][\w.+-]*/y;
/** What a whole number may have been meant by. */
const WHOLE = /^(?:0|[1-9]\d*|0[xX][0-9a-fA-F]+|0[oO][0-7]+)$/;
const BLANKS = /[ \t\r\n]+/y;
const OTHER_BLANKS = /[^\S \t\r\n]+/y;
const COMMENT = /\/\/[^\n]*|#[^\n]*|\/\*.*?(?:\*\/|$)/sy;
const JUNK = /(?:[^\s\w"'{}[\],:\u201c-\u201f\u2018\u2019/#$]|\/(?![/*]))+|./suy;

/** What Python and JavaScript call JSON's three words. */
const OTHERS_WORDS: ReadonlyMap<string, 'true' | 'false' | 'null'> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
  ['undefined', 'null'],
]);

/**
 * Cuts `text` into tokens, one at each call. What JSON has no word for (comments, other quotes, bare words, hexadecimal) is a problem with
 * an edit that fixes it, and is read as what it was meant to be.
 */
export function scanJson(text: string, tell: TellError): () => Token {
  let at = 0;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function skipBlanks(): void {
    for (;;) {
      take(BLANKS);
      const start = at;
      if (take(OTHER_BLANKS) !== undefined) {
        const mark = text.startsWith('\ufeff', start);
        const [message, advice] = mark
          ? ['The text has a byte order mark here.', 'Remove it']
          : ['This is an unusual space, which JSON does not allow.', 'Write an ordinary space'];
        const hint = `${advice}: text copied from slides, web pages or Windows editors often has such characters.`;
        tell({ start, end: at }, 'json-blank', message, hint, start === 0 ? '' : ' ');
      } else if (take(COMMENT) !== undefined) {
        tell({ start, end: at }, 'json-comment', 'JSON has no comments.', 'Remove it.', '');
      } else return;
    }
  }

  function number(start: number, written: string): Token {
    const digits = /^\+/.test(written) ? written.slice(1) : written;
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(written)) return { kind: 'number', start, end: at, digits };
    const decimal = WHOLE.test(digits) ? String(BigInt(digits)) : undefined;
    tell(
      { start, end: at },
      'json-number',
      `${shorten(written)} is not a JSON number: decimal, without leading zeros or a plus sign.`,
      decimal === undefined ? 'Write it in decimal.' : `Write ${decimal}.`,
      decimal,
    );
    const place = { kind: 'number', start, end: at } as const;
    return decimal === undefined ? { ...place, digits: '0', unread: true } : { ...place, digits: decimal };
  }

  function word(start: number, written: string): Token {
    if (written === 'true' || written === 'false' || written === 'null') return { kind: written, start, end: at };
    const literal = OTHERS_WORDS.get(written);
    tell(
      { start, end: at },
      literal === undefined ? 'json-unquoted' : 'json-word',
      literal === undefined
        ? `${shorten(written)} is not in double quotes.`
        : `Found ${shorten(written)}, expected ${literal}.`,
      literal === undefined ? 'Put every key and every name in double quotes.' : `Write ${literal}.`,
      literal ?? JSON.stringify(written),
    );
    return literal === undefined
      ? { kind: 'string', start, end: at, value: written }
      : { kind: literal, start, end: at };
  }

  return function next(): Token {
    for (;;) {
      skipBlanks();
      const start = at;
      const character = text[at];
      if (character === undefined) return { kind: 'end', start, end: at };
      if (isMark(character)) {
        at += 1;
        return { kind: character, start, end: at };
      }
      const string = scanString(text, at, tell);
      if (string !== undefined) {
        at = string.end;
        return string;
      }
      const numeral = take(NUMBER);
      if (numeral !== undefined) return number(start, numeral);
      const bare = take(WORD);
      if (bare !== undefined) return word(start, bare);
      const junk = take(JUNK) ?? '';
      tell({ start, end: at }, 'json-junk', `${shorten(junk)} is not JSON.`, 'Remove it.', '');
    }
  };
}

function isMark(character: string): character is Exclude<Mark['kind'], 'end'> {
  return '{}[]:,'.includes(character);
}
