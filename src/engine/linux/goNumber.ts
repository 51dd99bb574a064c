import { ALL_BITS, LOW_32 } from './limits.ts';

type Reason = 'invalid syntax' | 'value out of range';

/** What a function of Go's strconv returns: a number, and where it met one the error, beside which the number is 0 or the nearest that fits. */
export interface GoNumber {
  value: bigint;
  error?: { reason: Reason; words: string };
}

const INT64_MAX = (1n << 63n) - 1n;

/** `text` as strconv.Atoi of Go reads it on a 64-bit machine: a sign, decimal digits, nothing else. */
export function atoi(text: string): GoNumber {
  const short = readShort(text);
  if (short !== undefined) return { value: short };
  const negative = text.startsWith('-');
  const magnitude = readDigits(/^[+-]/.test(text) ? text.slice(1) : text, ALL_BITS);
  if (magnitude === 'invalid syntax') return failed('Atoi', text, magnitude, 0n);
  const most = negative ? INT64_MAX + 1n : INT64_MAX;
  if (magnitude === 'value out of range' || magnitude > most) {
    return failed('Atoi', text, 'value out of range', negative ? -most : most);
  }
  return { value: negative ? -magnitude : magnitude };
}

/** `text` as strconv.ParseUint(text, 10, 32) of Go reads it: decimal digits, no sign, at most 32 bits. */
export function parseUint32(text: string): GoNumber {
  const value = readDigits(text, LOW_32);
  if (typeof value === 'bigint') return { value };
  return failed('ParseUint', text, value, value === 'invalid syntax' ? 0n : LOW_32);
}

const SHORT = /^[0-9]{1,15}$/;

/** So few digits that a double holds their number, read at once. */
const readShort = (text: string): bigint | undefined => (SHORT.test(text) ? BigInt(Number(text)) : undefined);

/** The loop of strconv.ParseUint: the first thing wrong ends it, so what follows too many digits is not looked at. */
function readDigits(text: string, most: bigint): bigint | Reason {
  if (text === '') return 'invalid syntax';
  const short = readShort(text);
  if (short !== undefined) return short > most ? 'value out of range' : short;
  let value = 0n;
  for (const digit of text) {
    if (digit < '0' || digit > '9') return 'invalid syntax';
    value = value * 10n + BigInt(digit);
    if (value > most) return 'value out of range';
  }
  return value;
}

function failed(name: string, text: string, reason: Reason, value: bigint): GoNumber {
  return {
    value,
    error: {
      reason,
      get words() {
        return `strconv.${name}: parsing ${goQuote(text)}: ${reason}`;
      },
    },
  };
}

const NAMED: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** `text` as Go's %q prints it (strconv.Quote): the way Podman and rootlesskit show what they were given. */
export function goQuote(text: string): string {
  const escaped = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = (width: number) => code.toString(16).padStart(width, '0');
    if (code >= 0xd800 && code <= 0xdfff) return '\\xff';
    return NAMED[character] ?? (code < 0x80 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`);
  });
  return `"${escaped}"`;
}

/** What unicode.IsSpace of Go holds; unlike JavaScript's own list it has U+0085 and lacks the byte order mark. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** `text` without white space at its ends, as strings.TrimSpace of Go leaves it; dockerd and rootlesskit read files so. */
export function trimAsGo(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text, start)) start += 1;
  while (end > start && isSpace(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code <= 0x20 || code >= 0x85) && SPACE.test(text.charAt(at));
}
