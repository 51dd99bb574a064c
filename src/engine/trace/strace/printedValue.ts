import {
  type Arch,
  architectureOf,
  constantValue,
  errnoNumber,
  readMagnitude,
  registerBits,
} from '../../linux/index.ts';
import { lowerHalf } from '../collect/CallKind.ts';
import { TextCoder } from '../cutLines.ts';
import { commentEnd } from './splitLine.ts';
import { straceName } from './straceName.ts';

/**
 * What the kernel reads of the register that an argument stands in: all of it, the lower half, or 16 bits. Where it reads less than the register has,
 * strace prints less.
 */
export type ReadBits = 64 | 32 | 16;

/** What lies at an address, as strace shows it in the address's place: a string, a struct, a list, a set of signals. */
const POINTED_AT = /^(?:"|\{|~?\[|@)/;
/** `3</dev/null>`, `AT_FDCWD</>`, `64160<small>`; not `21<<MFD_HUGE_SHIFT`. */
const ANNOTATED = /^(-?\w+)<(?!<).*>$/s;
const CALL = /^(makedev|QCMD|IOPRIO_PRIO_VALUE|_IOC|htons)\((.*)\)$/;
const SHIFTED = /^(\w+)<<(\w+)$/;
/** Struct user begins with the registers: PTRACE_PEEKUSER has places among them. */
const PLACE = /^(\d\*\w+)\+(\d+)$/;
/** SIGRT_1 is the second of them; the kernel's SIGRTMIN is 32 everywhere (asm-generic/signal.h). */
const REALTIME = /^SIGRT_(\d{1,3})$/;
const SIGRTMIN = 32n;
/** What strace of another machine than x86 prints by a name that x86 has too (arch/arm64/include/asm/ptrace.h, COMPAT_PTRACE_GET_THREAD_AREA). */
const ELSEWHERE: Readonly<Partial<Record<Arch, ReadonlyMap<string, bigint>>>> = {
  SCMP_ARCH_AARCH64: new Map([['PTRACE_GET_THREAD_AREA', 22n]]),
};
/** Places of bits that strace writes by name, and FAN_NOFD (asm-generic/hugetlb_encode.h, linux/prctl.h, linux/futex.h, linux/fanotify.h). */
const OTHERS: ReadonlyMap<string, bigint> = new Map([
  ['MAP_HUGE_SHIFT', 26n],
  ['MFD_HUGE_SHIFT', 26n],
  ['SHM_HUGE_SHIFT', 26n],
  ['PR_MTE_TAG_SHIFT', 3n],
  ['FUTEX_OP_OPARG_SHIFT', 8n],
  ['FAN_NOFD', -1n],
]);

/**
 * The register that a printed argument stands for, as seccomp_data has it; undefined where the text does not determine it. Of a register of 64 bits
 * of which strace prints the lower half, the line tells the whole only if bit 31 is clear: a compiler moves such a number into the register with zeros
 * above it, but a negative int may have its sign there or not (AT_FDCWD: glibc 0xffffff9c, musl 0xffffffffffffff9c), and is told by its `lowerHalf`.
 */
export function registerValue(text: string, arch: Arch, bits: ReadBits): bigint | undefined {
  const value = printedValue(text, arch);
  if (value === undefined) return undefined;
  const register = registerBits(arch);
  if (bits === 64 && register === 64) return fits(value, 64) ? BigInt.asUintN(64, value) : undefined;
  if (bits === 16) return value >= 0n && value < 1n << 16n && !isAllOnes(value, 16) ? value : undefined;
  if (register === 32) return fits(value, 32) ? BigInt.asUintN(32, value) : undefined;
  if (value >= 0n && value < 1n << 31n) return value;
  // More than the kernel reads: printed raw (-X raw, -e raw=all).
  if (value >= 1n << 32n && value < 1n << 64n) return value;
  return fits(value, 32) ? lowerHalf(value) : undefined;
}

/** -1 as an ID of 16 bits: printed as -1, or as 65535. */
const isAllOnes = (value: bigint, bits: number) => value === (1n << BigInt(bits)) - 1n;

const fits = (value: bigint, bits: number) => value >= -(1n << BigInt(bits - 1)) && value < 1n << BigInt(bits);

/** The number that strace printed: a number, a name, several of them joined by `|`, with comments and annotations; undefined for anything else. */
export function printedValue(text: string, arch: Arch): bigint | undefined {
  if (text === 'NULL') return 0n;
  if (POINTED_AT.test(text)) return undefined;
  const plain = readInteger(text);
  if (plain !== undefined) return plain;
  const bare = withoutComments(text);
  const written = ANNOTATED.exec(bare)?.[1] ?? bare;
  let value = 0n;
  for (const term of termsOf(written)) {
    const read = termValue(term, arch);
    if (read === undefined) return undefined;
    value |= read;
  }
  return value;
}

function withoutComments(text: string): string {
  let at = text.indexOf('/*');
  if (at === -1) return text;
  const { codes } = new TextCoder().code(text);
  let bare = '';
  let from = 0;
  for (; at !== -1; at = text.indexOf('/*', from)) {
    bare += text.slice(from, at).trim();
    from = commentEnd(codes, at, text.length) + 1;
  }
  return bare + text.slice(from).trimStart();
}

/** Takes `A|B(C|D)|E` apart at its outer bars. */
function termsOf(text: string): string[] {
  if (!text.includes('|')) return [text];
  const terms: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (letter === '|' && depth === 0) {
      terms.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...terms, text.slice(from)];
}

function termValue(term: string, arch: Arch): bigint | undefined {
  const integer = readInteger(term);
  if (integer !== undefined) return integer;
  // A flag that is not set: `!PR_TAGGED_ADDR_ENABLE`.
  if (term.startsWith('!')) return 0n;
  const [, shifted = '', by = ''] = SHIFTED.exec(term) ?? [];
  if (by !== '') {
    const [bits, places] = [termValue(shifted, arch), termValue(by, arch)];
    return bits === undefined || places === undefined || places > 63n ? undefined : bits << places;
  }
  const [, maker = '', inside = ''] = CALL.exec(term) ?? [];
  if (maker !== '') return madeValue(maker, inside, arch);
  const [, place = '', further] = PLACE.exec(term) ?? [];
  if (further !== undefined) {
    const base = straceName(place, arch);
    return base === undefined ? undefined : base + BigInt(further);
  }
  // One number, two requests: `TCGETS or SNDCTL_TMR_TIMEBASE`.
  return nameValue(term.split(' or ', 1)[0] ?? '', arch);
}

function nameValue(name: string, arch: Arch): bigint | undefined {
  const realtime = REALTIME.exec(name)?.[1];
  if (realtime !== undefined) return SIGRTMIN + BigInt(realtime);
  const value =
    ELSEWHERE[arch]?.get(name) ??
    constantValue(name, arch) ??
    straceName(name, arch) ??
    OTHERS.get(name) ??
    errnoValue(name, arch);
  // AT_FDCWD is a negative int, whatever has been made of it in 64 bits.
  return value === undefined ? undefined : BigInt.asIntN(64, value);
}

function errnoValue(name: string, arch: Arch): bigint | undefined {
  const number = name.startsWith('E') ? errnoNumber(name, arch) : undefined;
  return number === undefined ? undefined : BigInt(number);
}

/** The macros in which strace writes numbers that have parts: makedev(3) as glibc has it, linux/quota.h, linux/ioprio.h, asm-generic/ioctl.h. */
function madeValue(maker: string, inside: string, arch: Arch): bigint | undefined {
  const parts = inside.split(',').map((part) => printedValue(part.trim(), arch));
  const [a, b, c, d] = parts;
  if (maker === 'htons') return a === undefined ? undefined : swapped(a, arch);
  if (a === undefined || b === undefined || parts.some((part) => part === undefined || part < 0n)) return undefined;
  switch (maker) {
    case 'makedev':
      return (b & 0xffn) | ((a & 0xfffn) << 8n) | ((b & ~0xffn) << 12n) | ((a & ~0xfffn) << 32n);
    case 'QCMD':
      return BigInt.asUintN(32, a << 8n) | (b & 0xffn);
    case 'IOPRIO_PRIO_VALUE':
      return (a << 13n) | b;
    default:
      return c === undefined || d === undefined ? undefined : (a << 30n) | (d << 16n) | (b << 8n) | c;
  }
}

/** The two bytes of a port or protocol in the order of the network. */
function swapped(value: bigint, arch: Arch): bigint {
  return architectureOf(arch).endian === 'big' ? value : ((value & 0xffn) << 8n) | ((value >> 8n) & 0xffn);
}

/** `12`, `-1`, `0x1f`, `0644`, `000`. */
function readInteger(text: string): bigint | undefined {
  const first = text.charCodeAt(0);
  if (first === 0x2d) {
    const rest = readMagnitude(text.slice(1));
    return rest === undefined ? undefined : -rest;
  }
  return first >= 0x30 && first <= 0x39 ? readMagnitude(text) : undefined;
}
