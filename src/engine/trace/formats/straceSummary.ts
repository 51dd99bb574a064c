import type { Arch } from '../../linux/index.ts';
import { type LineReader, NO_CALL } from '../LineReader.ts';
import { callNamed } from './callNamed.ts';

// strace(1), -c, with the columns it has by itself: share of the time, seconds, microseconds a call, calls, errors (nothing where there are none), call.
const ROW = /^\s*\d{1,3}\.\d\d\s+\d+\.\d{6}\s+\d+\s+(\d{1,15})(?:\s+(\d{1,15}))?\s+(\w+)\s*$/;
const AROUND =
  /^% time\s+seconds\s+usecs\/call\s+calls\s+errors\s+syscall\s*$|^-+(?: -+){5}\s*$|^System call usage summary for \w+(?: \w+)* mode:$/;
/** strace of a 32-bit program says so above its table (src/count.c). */
const TOTAL = 'total';

/** Reads the tables of `strace -c`. */
export function straceSummary(native: Arch): LineReader {
  return {
    format: 'strace-summary',
    read({ text }) {
      const [, calls = '', , name = ''] = ROW.exec(text) ?? [];
      if (name === TOTAL) return NO_CALL;
      const which = callNamed(name, native);
      if (which !== undefined) return { calls: [{ ...which, count: Number(calls) }] };
      return AROUND.test(text) ? NO_CALL : undefined;
    },
  };
}
