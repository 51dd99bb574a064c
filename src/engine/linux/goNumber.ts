import file from '../../../content/data/capabilities.json' with { type: 'json' };

/** Every bit of a 64-bit register. */
export const ALL_BITS = (1n << 64n) - 1n;
/** Those of its lower half, all that a 32-bit type has. */
export const LOW_32 = 0xffffffffn;
/** Every bit of a word of classic BPF, which compares 32 at a time. */
export const WORD_BITS = 0xffffffff;
/** linux/bpf_common.h BPF_MAXINSNS: the kernel takes no longer program. */
export const MOST_INSTRUCTIONS = 4096;
/** asm/unistd.h __X32_SYSCALL_BIT, which the numbers of x32's calls have. */
export const X32_BIT = 0x40000000;

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

/** Every capability of the kernel (linux/capability.h), by number. */
export const CAPABILITIES: readonly string[] = names();

const KNOWN: ReadonlySet<string> = /* @__PURE__ */ new Set(CAPABILITIES);

/** The capabilities that Docker gives a container (moby, oci/caps/defaults.go, DefaultCapabilities), in its order. */
export const DOCKER_CAPABILITIES: readonly string[] = dockerDefault();

/** Those that Podman gives one (containers/common, pkg/config/default.go, DefaultCapabilities): Docker's without MKNOD, NET_RAW and AUDIT_WRITE. */
export const PODMAN_CAPABILITIES: readonly string[] = podmanDefault();

// @__NO_SIDE_EFFECTS__
function names(): readonly string[] {
  return Object.keys(file.numbers);
}

// @__NO_SIDE_EFFECTS__
function dockerDefault(): readonly string[] {
  return file.dockerDefault;
}

// @__NO_SIDE_EFFECTS__
function podmanDefault(): readonly string[] {
  return file.podmanDefault;
}

/** The capability's full name, in capitals and with CAP_, from how people write it (`sys_admin`, `cap_net_raw`); undefined for no such one. */
export function readCapability(word: string): string | undefined {
  const upper = word.trim().toUpperCase();
  const name = upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
  return KNOWN.has(name) ? name : undefined;
}

/** What strtoumax(3) makes of a text, and where it stopped. */
export interface CNumber {
  value: bigint;
  /** How many characters were read; 0 where no number begins the text. */
  length: number;
  negative: boolean;
  /** True where the digits need more than 64 bits; `value` is then the largest that fits. */
  overflow: boolean;
}

/** No 64-bit number has more digits than this in any of the bases, once its leading zeros are gone. */
const MOST_DIGITS = 64;

/** What nearly everybody writes: digits alone, in either base decimal, of a number that a double holds. */
const PLAIN = /^[1-9][0-9]{0,14}$/;

/** Digits of the four bases, from the place where they begin. */
const DIGITS = { 2: /[01]+/y, 8: /[0-7]+/y, 10: /[0-9]+/y, 16: /[0-9a-f]+/iy } as const;
const PREFIX = { 2: '0b', 8: '0o', 10: '', 16: '0x' } as const;

/**
 * The number at the beginning of `text`, as strtoumax(3) of glibc 2.38 and later reads it in the C locale: white space, a sign, then digits. In
 * base 0 a number is hexadecimal after 0x, binary after 0b (C23, which programs built with _GNU_SOURCE get) and octal after any other 0.
 */
export function strtoumax(text: string, base: 0 | 10): CNumber {
  if (PLAIN.test(text)) return { value: BigInt(Number(text)), length: text.length, negative: false, overflow: false };
  let at = 0;
  while (/[\t-\r ]/.test(text.charAt(at))) at += 1;
  const sign = text.charAt(at);
  if (sign === '+' || sign === '-') at += 1;

  let radix: keyof typeof DIGITS = 10;
  if (base === 0 && text.charAt(at) === '0') {
    radix = 8;
    const begins = text.slice(at, at + 3);
    if (/^0x[0-9a-f]/i.test(begins)) radix = 16;
    else if (/^0b[01]/i.test(begins)) radix = 2;
    if (radix !== 8) at += 2;
  }
  const pattern = DIGITS[radix];
  pattern.lastIndex = at;
  const digits = pattern.exec(text)?.[0];
  if (digits === undefined) return { value: 0n, length: 0, negative: false, overflow: false };

  const significant = digits.replace(/^0+/, '');
  const value = significant.length > MOST_DIGITS ? ALL_BITS + 1n : BigInt(`${PREFIX[radix]}${significant || '0'}`);
  const overflow = value > ALL_BITS;
  return {
    value: overflow ? ALL_BITS : value,
    length: at + digits.length,
    negative: sign === '-' && value !== 0n,
    overflow,
  };
}

/**
 * The number at the beginning of `text` as strtoul(3) and "%u" of sscanf(3) leave it in an unsigned int: a negative one turned round, the lowest
 * 32 bits kept. `length` is how many characters were read, 0 for none.
 */
export function readUnsignedInt(text: string): { value: number; length: number } {
  const { value, length, negative, overflow } = strtoumax(text, 10);
  return { value: Number(BigInt.asUintN(32, negative && !overflow ? -value : value)), length };
}

/** A number within its bounds, or why it is none: 'range' is what the program calls an overflow, 'syntax' anything else. */
export type BoundedNumber = { ok: true; value: bigint } | { ok: false; reason: 'range' | 'syntax' };

/**
 * The whole of `text` as a number from `least` to `most`, as shadow 4.17.4 reads one (lib/atoi/strtoi/strtou_noneg.h, strtou_): a negative number
 * is out of range, and so is one that is too large, whatever follows its digits.
 */
export function strtouNoneg(text: string, base: 0 | 10, least: bigint, most: bigint): BoundedNumber {
  const { value, length, negative, overflow } = strtoumax(text, base);
  if (length === 0) return { ok: false, reason: 'syntax' };
  if (negative || overflow || value < least || value > most) return { ok: false, reason: 'range' };
  return length === text.length ? { ok: true, value } : { ok: false, reason: 'syntax' };
}
