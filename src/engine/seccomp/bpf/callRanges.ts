import { ARCHITECTURES } from '../../linux/index.ts';
import type { CallRange } from './Program.ts';

/** The highest seccomp_data.nr. */
export const LAST_NUMBER = 0xffffffff;

/** The calls from one number to another, by ABI: an architecture can stand for two, whose numbers a bit keeps apart (x32's bit 30). */
export function callRanges(auditArch: number, first: number, last: number): readonly CallRange[] {
  const abis = ARCHITECTURES.filter((architecture) => architecture.auditArch === auditArch).sort(
    (a, b) => a.syscallBit - b.syscallBit,
  );
  return abis.flatMap(({ arch, syscallBit }, at) => {
    const range = {
      arch,
      first: Math.max(first, syscallBit),
      last: Math.min(last, (abis[at + 1]?.syscallBit ?? LAST_NUMBER + 1) - 1),
    };
    return range.first <= range.last ? [range] : [];
  });
}
