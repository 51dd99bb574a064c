import type { Arch } from '../../linux/index.ts';
import type { LineReader } from '../LineReader.ts';
import { callNumbered } from './callNamed.ts';

/** `raw_syscalls:sys_enter: NR 250 (0, ffffffff, 0, 0, 0, 0)`, as perf script and the kernel's own trace file have it: with all six registers. */
const RAW = /\bsys_enter: NR (\d{1,10}) \(([\da-f]{1,16}(?:, [\da-f]{1,16}){5})\)/;

/** Reads lines of the tracepoint raw_syscalls:sys_enter, which doesn't tell the ABI: the machine's own is taken. */
export function rawSyscalls(native: Arch): LineReader {
  return {
    format: 'perf',
    read({ text }) {
      if (!text.includes('sys_enter: NR')) return undefined;
      const [, number = '', registers = ''] = RAW.exec(text) ?? [];
      const which = registers === '' ? undefined : callNumbered(number, native);
      if (which === undefined) return undefined;
      const args = registers.split(', ').map((digits) => BigInt(`0x${digits}`));
      const [, comm, pid] = /^\s*(\S.{0,15}?)[\s-]+(\d{1,10})\s+(?:\(\s*[\d-]+\)\s+)?\[\d+\]/.exec(text) ?? [];
      return { calls: [{ ...which, args, ...(comm && { comm }), ...(pid && { pid: Number(pid) }) }] };
    },
  };
}
