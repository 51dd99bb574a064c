import { type Arch, multiplexerOf, numberOf, syscallsOf } from '../../linux/index.ts';
import { NO_REGISTERS, type Registers, readRegisters } from './readRegisters.ts';
import type { SplitLine } from './splitLine.ts';

/** A call as a filter sees it, with what a line determines of its registers. */
export interface ReadCall {
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
export function readCall(arch: Arch, { lead, name, args }: SplitLine & { kind: 'call' }): ReadCall | undefined {
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
