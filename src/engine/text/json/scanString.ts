import type { JsonString } from './JsonNode.ts';
import type { TellError } from './Token.ts';

const DOUBLE = '"\u201c\u201d\u201e\u201f';
const SINGLE = "'\u2018\u2019";
const PLAIN = /[^"\\\p{Cc}\u201c-\u201f'\u2018\u2019]*/uy;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * The string that begins at `start`; undefined where none does. Single and typographic quotes, characters that must be escaped and a missing
 * closing quote (the string then ends with its line) are problems, each with the edit that fixes it. That the text ends in a string is left to the
 * reader to tell.
 */
export function scanString(text: string, start: number, tell: TellError): JsonString | undefined {
  const opening = text[start] ?? ' ';
  const closing = DOUBLE.includes(opening) ? (opening === '"' ? '"' : DOUBLE) : SINGLE;
  if (!DOUBLE.includes(opening) && !SINGLE.includes(opening)) return undefined;
  let value = '';
  let at = start + 1;
  for (;;) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(text)?.[0] ?? '';
    value += plain;
    at += plain.length;
    const character = text[at];
    if (character === undefined || character === '\n' || character === '\r') {
      return unclosed(text, start, at, value, tell);
    }
    if (closing.includes(character)) break;
    if (character === '\\') {
      const hex = /^\\u([0-9a-fA-F]{4})/.exec(text.slice(at, at + 6))?.[1];
      const escaped = ESCAPES[text[at + 1] ?? ''];
      if (hex !== undefined) {
        value += String.fromCharCode(Number.parseInt(hex, 16));
        at += 6;
      } else if (escaped !== undefined) {
        value += escaped;
        at += 2;
      } else {
        tell(
          { start: at, end: at + 1 },
          'json-escape',
          'JSON has no such escape.',
          'Write \\\\ for a backslash.',
          '\\\\',
        );
        value += '\\';
        at += 1;
      }
    } else {
      if (character < ' ') {
        const code = character.charCodeAt(0);
        const written = code === 9 ? '\\t' : `\\u${code.toString(16).padStart(4, '0')}`;
        const message = `The string contains the control character ${code}.`;
        tell({ start: at, end: at + 1 }, 'json-control-character', message, `Write ${written}.`, written);
      }
      value += character;
      at += 1;
    }
  }
  const end = at + 1;
  if (opening !== '"') {
    tell(
      { start, end },
      'json-quotes',
      `Found the quotation mark ${opening}, expected ".`,
      'JSON allows straight double quotes only. Slides and word processors often replace them.',
      JSON.stringify(value),
    );
  }
  return { kind: 'string', start, end, value };
}

function unclosed(text: string, start: number, lineEnd: number, read: string, tell: TellError): JsonString {
  // A comma, a brace or a bracket at the line's end was hardly meant to be in the string.
  let end = lineEnd;
  while (end > start + 1 && ' \t,}]'.includes(text[end - 1] ?? '')) end -= 1;
  const value = read.slice(0, Math.max(0, read.length - (lineEnd - end)));
  if (end === text.length) return { kind: 'string', start, end, value, open: true, cut: true };
  tell(
    { start, end },
    'json-string-open',
    `The string doesn’t end on this line.`,
    'Close the string with a double quote.',
    [
      { start, end: start + 1, text: '"' },
      { start: end, end, text: '"' },
    ],
  );
  return { kind: 'string', start, end, value, open: true };
}

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/y;

/** Where each character of a string's value stands in the text that it was read from; one more for its end. */
export function stringOffsets(text: string, { start, end, value }: JsonString): Uint32Array {
  const offsets = new Uint32Array(value.length + 1);
  let at = start + 1;
  for (let index = 0; index < value.length; index++) {
    offsets[index] = at;
    ESCAPE.lastIndex = at;
    at += text[at] === '\\' && ESCAPE.test(text) ? ESCAPE.lastIndex - at : 1;
  }
  offsets[value.length] = Math.min(at, end);
  return offsets;
}
