import { ARCHITECTURES, architectureOf } from '../../linux/index.ts';
import { X32_BIT } from '../filter/decide.ts';
import type { CallRange } from './Program.ts';

/** The highest seccomp_data.nr. */
export const LAST_NUMBER = 0xffffffff;

/** The calls from one number to another, by ABI: x86_64's architecture is x32's too, and a bit keeps their numbers apart. */
export function callRanges(auditArch: number, first: number, last: number): readonly CallRange[] {
  const { arch } = ARCHITECTURES.find((architecture) => architecture.auditArch === auditArch) ?? {};
  if (arch === undefined) return [];
  if (auditArch !== architectureOf('SCMP_ARCH_X32').auditArch) return [{ arch, first, last }];
  const both: readonly CallRange[] = [
    { arch: 'SCMP_ARCH_X86_64', first, last: Math.min(last, X32_BIT - 1) },
    { arch: 'SCMP_ARCH_X32', first: Math.max(first, X32_BIT), last },
  ];
  return both.filter((range) => range.first <= range.last);
}
