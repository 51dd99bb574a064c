import { type Arch, multiplexerOf, numberOf, syscallsOf, UNFINISHED } from '../../linux/index.ts';
import type { CallKind, Entry, First } from '../collect/CallKind.ts';
import { type CodedText, codesOf, standsAt } from '../cutLines.ts';
import type { TracedResult } from '../LineReader.ts';
import { NO_REGISTERS, type Registers, readRegisters, registersOf } from './readRegisters.ts';
import { ArgumentPlaces, argumentPlaces, type SplitLine } from './splitLine.ts';

/** A call as a filter sees it, with what a line determines of its registers. */
interface ReadCall {
  /** seccomp_data.nr */
  syscall: number;
  args: Registers;
}

/**
 * A call that strace's table has no name for (src/syscall.c). The kernel tells strace an int with its sign in 64 bits (kernel/ptrace.c,
 * ptrace_get_syscall_info_entry), and gives the filter 32 of them.
 */
const NUMBERED = /^syscall_0x([\da-f]{1,16})$/;

/**
 * The call in a line of strace, made on `arch`; undefined where the ABI has none of its name. On an ABI that has `socketcall` and `ipc`, strace prints a
 * call that came through them by its own name and with arguments from memory (src/syscall.c, decode_socket_subcall, decode_ipc_subcall): where the name
 * has a number of its own too, and -n doesn't print which it was, the line tells the call by that number and none of the registers.
 */
function readCall(arch: Arch, { lead, name, args }: SplitLine & { kind: 'call' }): ReadCall | undefined {
  const numbered = NUMBERED.exec(name)?.[1];
  if (numbered !== undefined) {
    const syscall = Number(BigInt.asUintN(32, BigInt(`0x${numbered}`)));
    return { syscall, args: readRegisters(arch, name, args) };
  }
  const direct = numberOf(arch, name);
  const through = syscallsOf(arch).multiplexed ? multiplexerOf(name) : undefined;
  const number = through && numberOf(arch, through.name);
  if (through === undefined || number === undefined || (direct !== undefined && lead.number === direct))
    return direct === undefined ? undefined : { syscall: direct, args: readRegisters(arch, name, args) };
  if (direct !== undefined && lead.number !== number) return { syscall: direct, args: NO_REGISTERS };
  // ipc's first argument has a version in its upper half (linux/ipc.h), which is not printed.
  const first = through.name === 'socketcall' ? through.argument : undefined;
  return { syscall: number, args: [first, ...NO_REGISTERS.slice(1)] };
}

export type SplitCall = SplitLine & { kind: 'call' };

/** The ABI that a process of such a machine turns to when it runs a program of another (src/syscall.c, update_personality). */
export const MODES: Readonly<Partial<Record<Arch, Readonly<Record<string, Arch>>>>> = {
  SCMP_ARCH_X86_64: { '32 bit': 'SCMP_ARCH_X86', x32: 'SCMP_ARCH_X32' },
  SCMP_ARCH_AARCH64: { '32 bit': 'SCMP_ARCH_ARM' },
};

/** More than 32 bits, as strace prints an address. */
const WIDE = /^(?:[a-z_]+=)?0x[\da-f]{9,16}\b/;
/** Of calls that succeed for a program of one ABI alone, whether it is that of 32 bits, by what is printed; undefined where that doesn't tell. */
const IS_NARROW: Readonly<Record<string, (args: readonly string[]) => boolean | undefined>> = {
  // Numbers without a call on x86_64: arch/x86/entry/syscalls/syscall_64.tbl has no entry point for them.
  set_thread_area: () => true,
  get_thread_area: () => true,
  // kernel/futex/syscalls.c: sizeof(struct robust_list_head), and of compat_robust_list_head.
  set_robust_list: ([, length = '']) => headSizes.get(Number(length)),
  get_robust_list: ([, , length = '']) => headSizes.get(Number(length.replace(/^\[(\d+)\]$/, '$1'))),
  // kernel/sched/syscalls.c, sched_getaffinity: whole longs, which kernel/compat.c counts in 32 bits.
  sched_getaffinity: ([, size = '']) => Number(size) % 8 === 4 || undefined,
  // arch/x86/kernel/process_64.c: the entry point of 32 bits refuses these (EINVAL).
  arch_prctl: ([option = '']) => (/^(?:0x100\d \/\* )?ARCH_[GS]ET_[FG]S\b/.test(option) ? false : undefined),
};
const headSizes: ReadonlyMap<number, boolean> = /* @__PURE__ */ new Map([
  [12, true],
  [24, false],
]);

/** A call as an ABI has it. */
export interface ReadOn extends ReadCall {
  arch: Arch;
}

/** The call of a line as an ABI has it; none where that has no such name. */
export function readOn(arch: Arch, split: SplitCall): readonly ReadOn[] {
  const read = readCall(arch, split);
  return read === undefined ? [] : [{ ...read, arch }];
}

/** The call as the ABI has it that the line tells it to be of; undefined where it may be either's. */
export function tellingOf(
  split: SplitCall,
  result: TracedResult | undefined,
  native: ReadOn | undefined,
  other: ReadOn | undefined,
  machine: Arch,
): ReadOn | undefined {
  if (native === undefined || other === undefined) {
    const alone = native ?? other;
    return alone !== undefined && isToldBy(split, alone.arch, machine) ? alone : undefined;
  }
  if (isWide(split, other.arch)) return native;
  const isNarrow = result?.kind === 'value' ? IS_NARROW[split.name]?.(split.args) : undefined;
  return isNarrow === undefined ? undefined : isNarrow ? other : native;
}

/** Whether a name of one ABI is a call of it: a sentence, or a line of ltrace's, may have such a word too. */
export const isToldBy = (split: SplitCall, arch: Arch, machine: Arch): boolean =>
  arch === machine || (split.result !== undefined && !isWide(split, arch));

/** Whether a value is printed that no register of the 32-bit ABI holds alone. */
function isWide({ name, args, result = '' }: SplitCall, other: Arch): boolean {
  if (WIDE.test(result) || Number(/^\d{10,}\b/.exec(result)?.[0] ?? 0) > 0xffffffff) return true;
  const places = registersOf(other, name, args);
  return args.some((text, at) => typeof places[at] === 'number' && WIDE.test(text));
}

/** Calls that two ABIs have by the same name, while it is not told whose they are. */
export interface Waiting {
  native: CallEntry;
  other: CallEntry;
  count: number;
  first: First;
}

/** An entry, with the calls of its number. */
export interface CallEntry {
  kind: CallKind;
  entry: Entry;
}

/** What processes run from an execve to the next, with all that they fork meanwhile: it has one mode. */
export class Program {
  /** Undefined while nothing tells it. */
  arch: Arch | undefined;
  /** strace said so itself, and says it again when it changes. */
  isPrinted = false;
  /** Lines of both ABIs were seen: there was an execve, or another process, that the trace doesn't show. */
  isMixed = false;
  calls = 0;
  waiting: Map<Entry, Waiting[]> | undefined;
  /** Where the process that was seen to begin it ended, while nothing shows what made that. */
  ended: number | undefined;
  /** It turned out to be this one. */
  same: Program | undefined;
}

/** The program that this one turned out to be. */
export function rootOf(program: Program): Program {
  let root = program;
  while (root.same !== undefined) {
    // The next search goes half as far.
    root.same = root.same.same ?? root.same;
    root = root.same;
  }
  return root;
}

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
