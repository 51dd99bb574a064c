import { ARCHITECTURES, X32_BIT } from '../../linux/index.ts';
import { type Filter, type Located, locate } from './wholeCall.ts';

/** Calls of one architecture, first to last number, that all arrive at the same place of the filter. */
export interface NumberRange {
  first: number;
  last: number;
  located: Located;
}

const NUMBERS = 2 ** 32;

/** Where every number arrives that a call of this architecture (linux/audit.h AUDIT_ARCH_*, x32 among x86_64) can have, ascending and without a gap. */
export function numberRanges(filter: Filter, auditArch: number): readonly NumberRange[] {
  const abi = ARCHITECTURES.find((architecture) => architecture.auditArch === auditArch);
  if (abi === undefined) return [];
  const firsts = rangeStarts(filter);
  return firsts.map((first, at) => ({
    first,
    last: (firsts[at + 1] ?? NUMBERS) - 1,
    located: locate(filter, { arch: abi.arch, syscall: first }),
  }));
}

/** Every number at which `locate` can begin to answer differently, whatever the architecture. */
function rangeStarts(filter: Filter): readonly number[] {
  // 1, for runc answers number 0 apart on s390 (patchbpf/enosys_linux.go, setup); the last number of all is the call that a tracer skips.
  const starts = new Set([0, 1, NUMBERS - 1]);
  for (let number = X32_BIT; number < NUMBERS; number += X32_BIT) starts.add(number);
  for (const { calls, highest } of filter.branches.values()) {
    if (highest !== undefined) starts.add(highest + 1);
    // libseccomp's pseudo numbers are no call's.
    for (const number of calls.keys()) if (number >= 0) starts.add(number).add(number + 1);
  }
  return [...starts].filter((number) => number < NUMBERS).sort((a, b) => a - b);
}
