import type { Arch } from '../../linux/index.ts';
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
  /** Why an answer is given; undefined for an instruction that is none. */
  because?: Because;
}

/** A verdict's reason; one word for all reasons that come to the default action. */
export type Because =
  | Exclude<Reason['kind'], 'no-rule' | 'conditions' | 'inactive' | 'redundant'>
  | 'default-action'
  | 'no-filter';

/** The calls of an ABI from one number to another; x32's numbers have bit 30. */
export interface CallRange {
  arch: Arch;
  first: number;
  last: number;
}
