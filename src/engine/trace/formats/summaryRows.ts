import { keptText } from '../collect/collectCalls.ts';
import { type FoundCall, type Line, spanOf } from '../LineReader.ts';
import type { WhichCall } from './callNamed.ts';

/** What the rows of tables tell of calls: how often each was made in all. */
export interface SummaryRows {
  add(which: WhichCall, count: number, line: Line): void;
  /** The calls that no line has told. */
  left(): FoundCall[];
}

/** A table may stand below the calls themselves (`strace -C`, `perf trace -S`), and tells them once more: `told` says how often lines have told a call. */
export function summaryRows(told: (which: WhichCall) => number): SummaryRows {
  const rows = new Map<string, FoundCall & { count: number }>();
  return {
    add(which, count, line) {
      const key = `${which.arch} ${which.syscall}`;
      const row = rows.get(key) ?? { ...which, count: 0, span: spanOf(line), line: keptText(line.text) };
      rows.set(key, { ...row, count: row.count + count });
    },
    left: () =>
      [...rows.values()].flatMap((row) => {
        const count = row.count - told(row);
        return count > 0 ? [{ ...row, count }] : [];
      }),
  };
}
