import { ARCHITECTURES, type Arch, architectureOf, X32_BIT } from '../../linux/index.ts';
import type { Reason } from '../filter/Verdict.ts';
import type { RuleRef } from '../profile/Profile.ts';
import type { Instruction } from './Instruction.ts';

/** Classic BPF that the kernel takes as a seccomp filter. */
export interface Program {
  /** The native ABI, in whose byte order the program is encoded and reads arguments. */
  arch: Arch;
  instructions: readonly Instruction[];
  /** What each instruction serves, by its index; empty where the program was not compiled here. */
  origins: readonly Origin[];
}

/** What an instruction is there for. */
export interface Origin {
  /** Empty where it serves every call, or those of all other architectures. */
  calls: readonly CallRange[];
  rules: readonly RuleRef[];
  /** Every reason for which an answer is given; empty for an instruction that is none. */
  because: readonly Because[];
}

/** A verdict's reason; one word for all reasons that come to the default action. */
export type Because =
  | Exclude<Reason['kind'], 'no-rule' | 'conditions' | 'misread' | 'inactive' | 'redundant' | 'name-too-new'>
  | 'default-action'
  | 'no-filter';

/** The calls of an ABI from one number to another; x32's numbers have bit 30. */
export interface CallRange {
  arch: Arch;
  first: number;
  last: number;
}

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
