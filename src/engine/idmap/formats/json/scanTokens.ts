import type { JsonNumber, JsonString, JsonWord } from './JsonValue.ts';

/** A piece of JSON text; a string whose closing quote is missing ends at its line's end and is `open`. */
export type Token = (JsonString & { open?: true }) | JsonNumber | JsonWord | Mark;

export interface Mark {
  kind: 'mark';
  text: '{' | '}' | '[' | ']' | ':' | ',';
  start: number;
  end: number;
}

/* Each is tried at one place only and takes what it matches once: linear time. */
const BLANK = /[\s\uFEFF]*/y;
const NUMBER = /-?[0-9][0-9.eE+-]*/y;
const WORD = /[^\s{}[\]:,"]+/y;

/** The pieces of `text`, one a call; undefined at its end. */
export function scanTokens(text: string): () => Token | undefined {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };

  return () => {
    take(BLANK);
    const start = at;
    const first = text.charAt(at);
    switch (first) {
      case '':
        return undefined;
      case '{':
      case '}':
      case '[':
      case ']':
      case ':':
      case ',':
        at += 1;
        return { kind: 'mark', text: first, start, end: at };
      case '"': {
        const end = endOfString(text, at + 1);
        const closed = text.charAt(end) === '"';
        at = closed ? end + 1 : end;
        const value = unescaped(text.slice(start + 1, end));
        return closed
          ? { kind: 'string', value, start, end: at }
          : { kind: 'string', value, start, end: at, open: true };
      }
      default: {
        const number = take(NUMBER);
        if (number !== undefined) return { kind: 'number', text: number, start, end: at };
        return { kind: 'word', text: take(WORD) ?? '', start, end: at };
      }
    }
  };
}

/** Where the closing quote stands, or else the end of the line. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '"' || letter === '\n') return at;
    if (letter === '\\' && text.charAt(at + 1) !== '\n') at += 1;
  }
  return text.length;
}

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The characters of a string's inside; an escape that JSON doesn't know stands for its letter. */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, letter: string | undefined) =>
    code === undefined ? (ESCAPES[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
