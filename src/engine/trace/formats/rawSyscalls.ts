import { type Arch, errnoOf } from '../../linux/index.ts';
import { keptText } from '../collect/collectCalls.ts';
import { type Found, type Line, type LineReader, spanOf } from '../LineReader.ts';
import type { TracedResult } from '../Trace.ts';
import { callNumbered } from './callNamed.ts';
import { waitingCalls } from './waitingCalls.ts';

// include/trace/events/syscalls.h, as perf script and the kernel's own trace file have it: `raw_syscalls:sys_enter: NR 250 (0, ffffffff, 0, 0, 0, 0)` with all
// six registers, and `raw_syscalls:sys_exit: NR 250 = -1`.
const ENTER = /\bsys_enter: NR (\d{1,10}) \(([\da-f]{1,16}(?:, [\da-f]{1,16}){5})\)/;
const EXIT = /\bsys_exit: NR (\d{1,10}) = (-?\d{1,20})\s*$/;
/** The program and its thread: `sh 42 [000] 1.0:`, `sh 41/42 [000] 1.0:`, `sh-42 [000] ..... 1.0:`. */
const THREAD = /^\s*(\S.{0,15}?)[\s-]+(?:\d{1,10}\/)?(\d{1,10})\s+(?:\(\s*[\d-]+\)\s+)?\[\d+\]/;
/** kernel/trace/trace.c, __trace_find_cmdline: a program that is not known any more. */
const UNKNOWN = '<...>';
const MOST_ERRNO = 4095n;

/**
 * Reads lines of the tracepoints raw_syscalls:sys_enter and sys_exit, which don't tell the ABI: the machine's own is taken. Where a filter answers a call, it is
 * not entered (kernel/entry), and only its exit is there.
 */
export function rawSyscalls(native: Arch): LineReader {
  /** By thread: the call that it has entered. */
  const entered = waitingCalls();

  function read(line: Line): Found | undefined {
    if (!line.text.includes(': NR ')) return undefined;
    const [, comm, pid] = THREAD.exec(line.text) ?? [];
    const program = { ...(comm && comm !== UNKNOWN && { comm }), ...(pid && { pid: Number(pid) }) };
    const thread = pid ?? '';
    const [, number = '', registers] = ENTER.exec(line.text) ?? [];
    if (registers !== undefined) {
      const which = callNumbered(number, native);
      if (which === undefined) return undefined;
      const args = registers.split(', ').map((digits) => BigInt(`0x${digits}`));
      const call = { ...which, args, ...program, span: spanOf(line), line: keptText(line.text) };
      return { calls: entered.keep(thread, call) };
    }
    const [, left = '', value] = EXIT.exec(line.text) ?? [];
    const which = value === undefined ? undefined : callNumbered(left, native);
    if (which === undefined || value === undefined) return undefined;
    const result = returned(BigInt(value), which.arch);
    const before = entered.take(thread);
    if (before === undefined) return { calls: [{ ...which, ...program, ...(result && { result }) }] };
    if (before.syscall === which.syscall) return { calls: [{ ...before, ...(result && { result }) }] };
    return { calls: [before, { ...which, ...program, ...(result && { result }) }] };
  }

  return { format: 'perf', read, end: entered.all };
}

function returned(value: bigint, arch: Arch): TracedResult | undefined {
  if (value >= 0n || value < -MOST_ERRNO) return { kind: 'value', value };
  const errno = errnoOf(-Number(value), arch)?.name;
  return errno === undefined ? undefined : { kind: 'error', errno };
}
