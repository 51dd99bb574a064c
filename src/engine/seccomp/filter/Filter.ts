import type { Arch } from '../../linux/index.ts';
import type { Profile, RuleRef } from '../profile/Profile.ts';
import type { BpfInstruction } from './libseccomp/BpfInstruction.ts';
import type { CallEntry, CallTable } from './libseccomp/CallTable.ts';
import type { Target } from './Target.ts';
import type { Answer, InactiveRule, TooNew } from './Verdict.ts';

/** What remains of a profile for one target: what libseccomp holds just before it generates BPF, with runc's stub before it. */
export interface Filter {
  target: Target;
  profile: Profile;
  /** The ABIs that the filter knows, native first; where `off`, those that the kernel runs. */
  architectures: readonly Arch[];
  defaultAnswer: Answer;
  /** The profile is none at all (`{}`): the container runs without a filter, and everything is allowed. */
  off: boolean;
  branches: ReadonlyMap<Arch, Branch>;
  /** How many instructions libseccomp's program has, with runc's stub before it; 0 where there is no filter. */
  instructions: number;
  /** The same without the stub, instruction by instruction. */
  libseccomp: readonly BpfInstruction[];
  /** Calls to some arguments of which libseccomp's program gives an answer that no rule gives. */
  misread: ReadonlySet<CallEntry>;
  /** By name: the profile's rules that don't apply to the target. */
  inactive: ReadonlyMap<string, readonly InactiveRule[]>;
  /** By name: the rules that runc drops, for their action is the default action. */
  redundant: ReadonlyMap<string, readonly RuleRef[]>;
  /** By name: the rules that runc and crun leave out, for libseccomp doesn't know the name yet. */
  tooNew: ReadonlyMap<string, TooNew>;
}

/** The filter's part for one ABI. */
export interface Branch {
  calls: CallTable;
  /** The highest number that the profile names, from which on runc's stub answers ENOSYS; undefined where there is no stub. */
  highest?: number;
  /** The stub answers ENOSYS to number 0, `setup`, as well: s390 and s390x. */
  setup?: true;
  /** libseccomp left out the load of the number: every call is compared by the kernel's number of the architecture instead. */
  unread?: true;
}
