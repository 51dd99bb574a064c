import type { RuleRef } from '../profile/Profile.ts';
import type { Condition } from './Condition.ts';

/** What the kernel does with the call: SECCOMP_RET_* without the prefix. */
export type Action = 'ALLOW' | 'LOG' | 'TRACE' | 'USER_NOTIF' | 'ERRNO' | 'TRAP' | 'KILL_THREAD' | 'KILL_PROCESS';

/** An action with SECCOMP_RET_DATA: the errno for ERRNO, the tracer's message for TRACE, else 0. */
export interface Answer {
  action: Action;
  data: number;
}

/** Why a rule that names the call doesn't apply to the target: what it needs (or, `excluded`, what keeps it out). */
export interface InactiveRule {
  rule: RuleRef;
  why: { needs: 'capability' | 'architecture' | 'kernel'; excluded: boolean; values: string[] };
}

/**
 * A rule that asks for another answer to the same call, and why it has no effect. 'default': its action is the default's, so that the runtime left it
 * out. 'conditions': the rule that decided has none, and takes the place of those with conditions. 'later': neither has any, and the first stays.
 */
export interface OverruledRule {
  rule: RuleRef;
  why: 'default' | 'conditions' | 'later';
}

/** Rules that name a call by a name which the target's libseccomp doesn't know yet, so that the runtime left them out; `since`: a release that knows it. */
export interface TooNew {
  since: string;
  rules: readonly RuleRef[];
}

/** The step that decided a verdict. */
export type Reason =
  /** `verdict.rule` matched; these of its argument conditions held. `overruled`, where there are any: rules that say otherwise of this call. */
  | { kind: 'rule'; conditions: readonly Condition[]; overruled?: readonly OverruledRule[] }
  /** Nothing in the profile names this call on this architecture: the default action. */
  | { kind: 'no-rule' }
  /** Rules name it, none of their conditions hold for these arguments: the default action. */
  | { kind: 'conditions'; rules: readonly RuleRef[] }
  /** libseccomp combines the conditions of these rules for the call wrongly, and its filter answers otherwise than they say. */
  | { kind: 'misread'; rules: readonly RuleRef[] }
  /** The rules that name it don't apply to this target: the default action. */
  | { kind: 'inactive'; rules: readonly InactiveRule[] }
  /** runc dropped the rules that name it, for their action is the default action. */
  | { kind: 'redundant'; rules: readonly RuleRef[] }
  /** Rules name it, by a name that the target's libseccomp doesn't know: the default action. */
  | ({ kind: 'name-too-new' } & TooNew)
  /** runc's ENOSYS stub: the number is above the highest that the profile names on this architecture, but by names that libseccomp doesn't know. */
  | { kind: 'above-enosys-line'; highest: number; tooNew?: TooNew }
  /** runc's ENOSYS stub on s390 and s390x: number 0 (`setup`), which the kernel shows for numbers above all that it knows. */
  | { kind: 'setup' }
  /** The filter doesn't know the call's ABI: libseccomp's bad-architecture action. */
  | { kind: 'foreign-architecture' };

export interface Verdict extends Answer {
  rule?: RuleRef;
  reason: Reason;
}
