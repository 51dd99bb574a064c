import { readRecording } from '../../oracle/runner/keptRecordings.ts';
import { KERNELS } from '../../oracle/runner/kernels.ts';

/** What test/oracle/seccomp/record_kernel_calls.py wrote under one of Debian's kernels. */
export interface KernelCalls {
  suite: string;
  /** The version of its package, "6.12.117-1". */
  release: string;
  /** The numbers that a filter which refuses all calls did not answer. */
  unasked: number[];
  /** What came of a call without a filter, by its number: an errno, a signal, or "done". */
  made: ReadonlyMap<number, string>;
}

type Row = { filtered: [first: number, last: number]; errno: string; kill: string } | { number: number; made: string };

/** The recordings of every kernel, oldest first. */
export function kernelCalls(): KernelCalls[] {
  return Object.entries(KERNELS).map(([name, suite]) => {
    const recording = readRecording(name, 'seccomp/kernel_calls.json');
    const rows = recording.records as Row[];
    return {
      suite,
      release: String(recording['linux-image']),
      unasked: rows.flatMap((row) => ('filtered' in row && !isFiltered(row) ? numbersOf(row.filtered) : [])),
      made: new Map(rows.flatMap((row) => ('made' in row ? [[row.number, row.made] as const] : []))),
    };
  });
}

/** By a filter of SECCOMP_RET_ERRNO as by one of SECCOMP_RET_KILL_PROCESS. */
function isFiltered({ errno, kill }: { errno: string; kill: string }): boolean {
  return errno === 'filter' && kill === 'filter';
}

function numbersOf([first, last]: [number, number]): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
