import type { CallEntry, CallTable } from './CallTable.ts';

/**
 * gen_bpf.c _sys_priority_sort: the calls of the given tables (x86_64 and x32 are one part of the program) as they stand in the program, numbers
 * without a call among them: by priority, then table by table in unsigned order.
 */
export function orderCalls(tables: readonly CallTable[]): readonly { number: number; entry: CallEntry }[] {
  return tables
    .flatMap((table) =>
      [...table].map(([number, entry]) => ({ number, entry })).sort((a, b) => (a.number >>> 0) - (b.number >>> 0)),
    )
    .sort((a, b) => b.entry.priority - a.entry.priority);
}

/** _sys_num_sort: the same for a program that searches the number, highest first. */
export function orderByNumber(tables: readonly CallTable[]): readonly { number: number; entry: CallEntry }[] {
  const calls = tables.flatMap((table) => [...table].map(([number, entry]) => ({ number, entry })));
  return calls.sort((a, b) => (b.number >>> 0) - (a.number >>> 0));
}
