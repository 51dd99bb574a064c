import type { Arch } from '../linux/index.ts';
import type { Answer, Barrier, Condition, Effects, Filter, Verdict } from '../seccomp/index.ts';
import type { Diagnostic, Edit } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';

/** How sure it is that a trace was not made under a filter. */
export type Certainty = 'certain' | 'likely' | 'possible';

/** What a trace shows of a call that a filter would not have done. */
export interface Differs {
  /**
   * 'ran-though-refused': it returned a value. 'other-error': another error than the filter's. 'error-though-allowed': an error by which filters refuse,
   * and the kernel too. 'killed-though-not': SIGSYS where the filter sends none. 'other-action': the record names another action.
   */
  code: 'ran-though-refused' | 'other-error' | 'error-though-allowed' | 'killed-though-not' | 'other-action';
  certainty: Certainty;
}

/** What a filter answers to a traced call. */
export interface Judged {
  /** The first of its kind, `count` of all of them: the arguments that the filter compares are the same, and so is what came of it. */
  call: TracedCall;
  /** Undefined for a number that has no name. */
  name: string | undefined;
  /** 'depends': on arguments that the trace does not tell (`on`), or on a tracer or supervisor (TRACE and USER_NOTIF; `on` is empty). */
  answer: 'allowed' | 'refused' | 'depends';
  /** Every verdict that it may get, whatever its unknown arguments are; one where these don't count. With an audit record, "one of these rules". */
  verdicts: readonly Verdict[];
  on: readonly number[];
  /** ENOSYS, which the program takes for a kernel without the call: it said so in the trace ('shown'), or programs are known to ('known'). */
  fallsBack?: 'shown' | 'known';
  differs?: Differs;
}

/** 'abi' is made beside any other, where the filter doesn't know the call's ABI; 'leave' changes nothing, where programs take the answer for a missing call. */
export type ChoiceKind = 'call' | 'arguments' | 'enosys' | 'capability' | 'leave';

/** One way to answer a refused call otherwise, tried: the changed text was read and resolved again, and the calls asked again. */
export interface Choice {
  kind: ChoiceKind;
  /** Of the profile's text, for this call alone; none with 'capability' and 'leave'. */
  edits: readonly Edit[];
  /** How many places change: names put into a rule or taken out of one, and ABIs added. */
  places: number;
  /** With 'arguments': one set for each rule that is added. */
  conditions: readonly (readonly Condition[])[];
  /** What the container is given: with 'capability' that alone, else what the kernel requires besides the changed profile. */
  capabilities: readonly string[];
  /** What the first of the calls gets then. */
  answer: Answer;
  /** What else changes. */
  effects: Effects;
}

/** Why no edit of the text lets a call pass. */
export type CannotCode =
  /** The machine doesn't run the call's ABI, or its table of architectures can't be edited: libseccomp's bad-architecture action. */
  | 'foreign-architecture'
  /** The number has no name, and a profile can contain only names. */
  | 'no-name'
  /** The target's libseccomp doesn't know the name (`since`: a release that does), so that the runtime leaves rules on it out. */
  | 'libseccomp-lacks'
  /** The text stands in a JSON string, or isn't known: nothing can be put there. */
  | 'no-text'
  /** Nothing that was tried lets it pass. */
  | 'none-found';

/** What stays in the way of a call though the filter lets it pass. */
export type Remains =
  /** The target's kernel lacks the call and answers ENOSYS. */
  | { code: 'kernel-lacks'; since: string }
  /** The kernel asks for one of these capabilities, and the container has none of them. */
  | { code: 'capability'; capabilities: readonly string[] }
  /** The engine's own AppArmor or SELinux profile denies it, where the host has one of these. */
  | { code: 'denied'; denials: readonly Barrier[] }
  /** The program never came to these, which the changed profile refuses too: it calls them once this one succeeds. */
  | { code: 'goes-on'; names: readonly string[] }
  /** With ENOSYS, programs call one of these instead, and the changed profile refuses them all. */
  | { code: 'falls-back'; names: readonly string[] };

/** A call that the filter refuses, and what may be done. */
export interface Change {
  name: string | undefined;
  arch: Arch;
  syscall: number;
  /** Those of the trace that are refused. */
  calls: readonly Judged[];
  /** The choice that `Fit.edits` holds; undefined where none is made. */
  taken: ChoiceKind | undefined;
  choices: readonly Choice[];
  cannot?: { code: CannotCode; since?: string };
  remains: readonly Remains[];
}

/** The smallest change of a profile after which the calls of a trace pass. */
export interface Fit {
  /** Every distinct call under the profile as it is; empty where the runtime refuses it. */
  judged: readonly Judged[];
  /** Every refused call, in the order of the trace. */
  changes: readonly Change[];
  /** Calls that may be refused, for all that the trace tells: nothing is changed for them. */
  unsure: readonly Judged[];
  /** Of the profile's text: all choices taken together, tried. */
  edits: readonly Edit[];
  /** The text with them; undefined where it is not known. */
  text: string | undefined;
  places: number;
  /** The capabilities that the container is to be given besides. */
  given: readonly string[];
  /** The calls under the changed profile, in a container that has these. */
  after: readonly Judged[];
  /** The trace shows a refusal that the change takes away, or makes another: from there on the program may go another way than the trace. */
  leavesTrace: boolean;
  /** Neither the filter nor the kernel refuses a call any more, but those that are left as missing. */
  passes: boolean;
  /** Why the runtime refuses the profile as it is: nothing is fitted then. */
  refusals: readonly Diagnostic[];
  filter: Filter | undefined;
}
