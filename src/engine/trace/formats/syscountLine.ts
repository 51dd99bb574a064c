import type { Arch } from '../../linux/index.ts';
import { type LineReader, NO_CALL } from '../LineReader.ts';
import { callNamed, callNumbered } from './callNamed.ts';

// bcc's tools/syscount.py and libbpf-tools/syscount.c: the call, its count, with -L its time; a call that they know no name for by its number.
const ROW = /^(?:(\w+)|\[unknown: (\d{1,10})\])\s+(\d{1,15})(?:\s+\d+\.\d+)?\s*$/;
const AROUND =
  /^Tracing .*syscalls?, printing top \d+\.\.\. Ctrl\+C to quit\.$|^\[\d\d:\d\d:\d\d\]$|^SYSCALL\s+COUNT(?:\s+TIME \([um]s\))?\s*$/;

/** Reads the tables of bcc's syscount, and of its like in libbpf-tools. */
export function syscountLines(native: Arch): LineReader {
  return {
    format: 'bpftrace',
    isBare: true,
    read({ text }) {
      const [, name, number, count = ''] = ROW.exec(text) ?? [];
      const which = name !== undefined ? callNamed(name, native) : callNumbered(number ?? '', native);
      if (which !== undefined) return { calls: [{ ...which, count: Number(count) }] };
      return AROUND.test(text) ? NO_CALL : undefined;
    },
  };
}
