import type { Arch } from '../../linux/index.ts';
import { type LineReader, NO_CALL } from '../LineReader.ts';
import { callNamed, type WhichCall } from './callNamed.ts';
import { summaryRows } from './summaryRows.ts';

// tools/perf/builtin-trace.c, trace__fprintf_thread_summary and thread__dump_stats: the call, how often, how many failed, and times.
const ROW = /^\s+(\w+)\s+(\d{1,15})\s+(\d{1,15})(?:\s+\d+\.\d{3}){4}\s+\d+\.\d+%$/;
/** The headings, and how often each error was. */
const AROUND =
  /^\s*(?:Summary of events:|(?:total|\S.* \(\d+\)), \d+ events(?:, \d+\.\d+%)?|syscall\s+calls\s+errors\s+total\b.*|\(msec\)[\s(msec)%]*|-[-\s]+-|E[A-Z\d]+: \d+)$/;

/** Reads the tables of `perf trace -s`; `told` is how often lines have told a call. */
export function perfSummary(native: Arch, told: (which: WhichCall) => number): LineReader {
  const rows = summaryRows(told);
  return {
    format: 'perf',
    read(line) {
      const [, name = '', calls = ''] = ROW.exec(line.text) ?? [];
      const which = callNamed(name, native);
      if (which === undefined) return AROUND.test(line.text) ? NO_CALL : undefined;
      rows.add(which, Number(calls), line);
      return NO_CALL;
    },
    end: rows.left,
  };
}
