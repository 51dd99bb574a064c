import { type Arch, multiplexerOf, numberOf, syscallsOf } from '../../linux/index.ts';
import type { TracedResult } from '../Trace.ts';
import { NO_REGISTERS, type Registers, readRegisters } from './readRegisters.ts';
import { registersOf } from './registersOf.ts';
import type { SplitLine } from './splitLine.ts';

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
