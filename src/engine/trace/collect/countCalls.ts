import type { Arch } from '../../linux/index.ts';
import type { TracedCall } from '../Trace.ts';

/** How often a trace has a call, whatever its arguments. */
export interface CountedCall {
  arch: Arch;
  /** seccomp_data.nr */
  syscall: number;
  count: number;
}

/** How often each call comes in traces, in the order of the first of each. */
export function countCalls(calls: readonly Pick<TracedCall, 'arch' | 'syscall' | 'count'>[]): readonly CountedCall[] {
  const counted = new Map<string, CountedCall>();
  for (const { arch, syscall, count } of calls) {
    const name = `${arch} ${syscall}`;
    counted.set(name, { arch, syscall, count: (counted.get(name)?.count ?? 0) + count });
  }
  return [...counted.values()];
}
