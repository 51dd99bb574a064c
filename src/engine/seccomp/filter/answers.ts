import { ALL_BITS, formatNumber } from '../../linux/index.ts';
import type { Argument, OciAction, Operator, RuleRef } from '../profile/formatProfile.ts';

/** One comparison of a call's argument, values unsigned 64 bits: `argument & mask` against `value & mask`. `mask` is all ones but for MASKED_EQ. */
export interface Condition {
  index: number;
  op: Operator;
  mask: bigint;
  value: bigint;
}

/** Whether a condition holds for an argument; undefined where the argument was not given. */
export function conditionHolds(
  { index, op, mask, value }: Condition,
  args: readonly (bigint | undefined)[],
): boolean | undefined {
  const argument = args[index];
  if (argument === undefined) return undefined;
  const [left, right] = [BigInt.asUintN(64, argument) & mask, value & mask];
  switch (op) {
    case 'SCMP_CMP_NE':
      return left !== right;
    case 'SCMP_CMP_LT':
      return left < right;
    case 'SCMP_CMP_LE':
      return left <= right;
    case 'SCMP_CMP_EQ':
    case 'SCMP_CMP_MASKED_EQ':
      return left === right;
    case 'SCMP_CMP_GE':
      return left >= right;
    case 'SCMP_CMP_GT':
      return left > right;
  }
}

/** Whether the conditions hold for these arguments; those left out are 0. */
export function holdAll(conditions: readonly Condition[], args: readonly bigint[]): boolean {
  const all = [0, 1, 2, 3, 4, 5].map((index) => args[index] ?? 0n);
  return conditions.every((condition) => conditionHolds(condition, all) === true);
}

/**
 * The sets of conditions under which runc adds a rule (libcontainer/seccomp matchCall): one set that must hold whole, or, where two conditions
 * are on one argument, each condition as a rule of its own. Conditions without an operator are left out.
 */
export function conditionSets(args: readonly Argument[]): readonly (readonly Condition[])[] {
  const conditions = args.flatMap(({ index, value, valueTwo, op }): Condition[] => {
    if (op === undefined) return [];
    return [
      op === 'SCMP_CMP_MASKED_EQ' ? { index, op, mask: value, value: valueTwo } : { index, op, mask: ALL_BITS, value },
    ];
  });
  const separate = new Set(conditions.map(({ index }) => index)).size < conditions.length;
  return separate ? conditions.map((condition) => [condition]) : [conditions];
}

const SIGNS = {
  SCMP_CMP_NE: '!=',
  SCMP_CMP_LT: '<',
  SCMP_CMP_LE: '<=',
  SCMP_CMP_EQ: '==',
  SCMP_CMP_GE: '>=',
  SCMP_CMP_GT: '>',
} as const;

/** A condition as C writes it: `arg0 == 40`, `(arg0 & 0x7e020000) == 0`; masks and large values are hexadecimal. */
export function formatCondition({ index, op, mask, value }: Condition): string {
  if (op === 'SCMP_CMP_MASKED_EQ') return `(arg${index} & 0x${mask.toString(16)}) == ${formatNumber(value)}`;
  return `arg${index} ${SIGNS[op]} ${formatNumber(value)}`;
}

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

/** linux/seccomp.h SECCOMP_RET_*, the action's part. */
const RETURNS = {
  ALLOW: 0x7fff0000,
  LOG: 0x7ffc0000,
  TRACE: 0x7ff00000,
  USER_NOTIF: 0x7fc00000,
  ERRNO: 0x00050000,
  TRAP: 0x00030000,
  KILL_THREAD: 0,
  KILL_PROCESS: 0x80000000,
} as const;

const ACTIONS = new Map<number, Answer['action']>(
  Object.entries(RETURNS).map(([action, value]) => [value, action as Answer['action']]),
);

const BY_OCI: Readonly<Record<OciAction, Answer['action']>> = {
  SCMP_ACT_KILL: 'KILL_THREAD',
  SCMP_ACT_KILL_THREAD: 'KILL_THREAD',
  SCMP_ACT_KILL_PROCESS: 'KILL_PROCESS',
  SCMP_ACT_TRAP: 'TRAP',
  SCMP_ACT_ERRNO: 'ERRNO',
  SCMP_ACT_TRACE: 'TRACE',
  SCMP_ACT_ALLOW: 'ALLOW',
  SCMP_ACT_LOG: 'LOG',
  SCMP_ACT_NOTIFY: 'USER_NOTIF',
};

/** runc, libcontainer/seccomp getAction: errnoRet counts for ERRNO and TRACE, 16 bits of it; EPERM where it isn't written. */
export function returnOf(action: OciAction, errnoRet: number | undefined): number {
  const name = BY_OCI[action];
  return RETURNS[name] + (name === 'ERRNO' || name === 'TRACE' ? (errnoRet ?? 1) & 0xffff : 0);
}

/** The two parts of a SECCOMP_RET_* value. */
export function answerOf(value: number): Answer {
  const data = value & 0xffff;
  return { action: ACTIONS.get(value - data) ?? 'KILL_PROCESS', data };
}

/** The SECCOMP_RET_* value of an answer. */
export function returnValueOf({ action, data }: Answer): number {
  return RETURNS[action] + data;
}
