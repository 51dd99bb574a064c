import {
  ALL_BITS,
  type Arch,
  architectureOf,
  type Call,
  LOW_32,
  nameOf,
  WORD_BITS,
  X32_BIT,
} from '../../linux/index.ts';
import type { Profile, RuleRef } from '../profile/formatProfile.ts';
import {
  type Answer,
  answerOf,
  conditionSets,
  holdAll,
  type InactiveRule,
  type OverruledRule,
  type Reason,
  type TooNew,
  type Verdict,
} from './answers.ts';
import type { Target } from './laterKeys.ts';
import type { AddedRule } from './libseccomp/AddedRule.ts';
import type { BpfInstruction } from './libseccomp/BpfInstruction.ts';
import type { CallEntry, CallTable } from './libseccomp/CallTable.ts';
import { canHold, type Finding, valueThatHolds } from './libseccomp/canHold.ts';
import { comparedArguments, type Halves, reachableAnswers, waysThrough } from './libseccomp/reachableAnswers.ts';
import { walk } from './libseccomp/walk.ts';

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

/** A call that a tracer skips: filters without x32 let it pass to the default action. */
const SKIPPED = 0xffffffff;
/** db.c db_col_reset: the bad-architecture action is SCMP_ACT_KILL, which runc leaves as it is. */
export const BAD_ARCH = 0;

/**
 * The filter's answer to `call`, with the step that decided. Never throws: missing arguments are 0, numbers count as unsigned 32 bits.
 * What newer kernels ask no filter for, whatever is said here, is told by `kernelException`.
 */
export function decide(filter: Filter, call: Call): Verdict {
  const found = locate(filter, call);
  if ('verdict' in found) return found.verdict;
  const { arch, number, entry } = found;
  const rule = entry && walk(entry.program, call.args);
  if (entry !== undefined && isMisread(filter, { arch, entry }, call.args, rule)) {
    return { ...(rule ? ruleVerdict(rule) : filter.defaultAnswer), reason: { kind: 'misread', rules: rulesOf(entry) } };
  }
  if (entry === undefined || rule === undefined) return defaultVerdict(filter, found);
  const verdict = ruleVerdict(rule);
  const overruled = overruledBy(rule, filter, { name: nameOf(arch, number) ?? '', args: call.args, entry });
  return overruled.length === 0 ? verdict : { ...verdict, reason: { ...verdict.reason, overruled } };
}

/** Where a call arrives: at a verdict that no rule makes, or at the rules for its number, if there are any. */
export type Located = { verdict: Verdict } | { arch: Arch; number: number; entry: CallEntry | undefined };

/** Follows a call as far as its arguments don't count: runc's stub, then the architecture, then the number. */
export function locate(filter: Filter, call: { arch: Arch; syscall: number }): Located {
  if (filter.off) return { verdict: { action: 'ALLOW', data: 0, reason: { kind: 'no-rule' } } };
  const number = call.syscall >>> 0;
  // x86_64 and x32 are one architecture to the kernel; runc's stub tells them apart by the bit, libseccomp by the size (JSET, JGE).
  const byBit = abiOf(call.arch, (number & X32_BIT) !== 0);
  const bySize = abiOf(call.arch, number >= X32_BIT);
  const stubbed = stubReason(filter, byBit, number);
  if (stubbed !== undefined) {
    return { verdict: { action: 'ERRNO', data: architectureOf(filter.target.arch).enosys, reason: stubbed } };
  }
  const branch = filter.branches.get(bySize);
  if (branch !== undefined) return { arch: bySize, number, entry: entryOf(branch, bySize, number) };
  // gen_bpf.c _gen_bpf_arch: -1 alone of x32's numbers reaches a filter that has x86_64 and no x32.
  if (bySize === 'SCMP_ARCH_X32' && number === SKIPPED && filter.branches.has('SCMP_ARCH_X86_64')) {
    return { arch: bySize, number, entry: undefined };
  }
  return { verdict: { ...answerOf(BAD_ARCH), reason: { kind: 'foreign-architecture' } } };
}

/** Why runc's stub answers the number, if it does. */
function stubReason({ branches, tooNew }: Filter, arch: Arch, number: number): Reason | undefined {
  const branch = branches.get(arch);
  if (branch?.highest === undefined) return undefined;
  if (branch.setup && number === 0) return { kind: 'setup' };
  if (number <= branch.highest) return undefined;
  const named = tooNew.size === 0 ? undefined : tooNew.get(nameOf(arch, number) ?? '');
  return { kind: 'above-enosys-line', highest: branch.highest, ...(named && { tooNew: named }) };
}

/** The rules for a number. Where the program never loads it, one number's rules are for every call: the one that the architecture has (s390, ppc). */
function entryOf({ calls, unread }: Branch, arch: Arch, number: number): CallEntry | undefined {
  return (unread && calls.get(architectureOf(arch).auditArch)) || calls.get(number);
}

function abiOf(arch: Arch, x32: boolean): Arch {
  if (architectureOf(arch).auditArch !== architectureOf('SCMP_ARCH_X32').auditArch) return arch;
  return x32 ? 'SCMP_ARCH_X32' : 'SCMP_ARCH_X86_64';
}

function ruleVerdict({ action, rule, conditions }: AddedRule): Verdict & { reason: { kind: 'rule' } } {
  return { ...answerOf(action), rule, reason: { kind: 'rule', conditions } };
}

/** The default action, with why no rule took the call. */
function defaultVerdict(filter: Filter, { arch, number, entry }: Exclude<Located, { verdict: Verdict }>): Verdict {
  return { ...filter.defaultAnswer, reason: reasonForDefault(filter, nameOf(arch, number) ?? '', entry) };
}

function reasonForDefault(filter: Filter, name: string, entry: CallEntry | undefined): Reason {
  if (entry !== undefined) {
    return { kind: 'conditions', rules: rulesOf(entry) };
  }
  const redundant = filter.redundant.get(name);
  if (redundant !== undefined) return { kind: 'redundant', rules: redundant };
  const inactive = filter.inactive.get(name);
  if (inactive !== undefined) return { kind: 'inactive', rules: inactive };
  const tooNew = filter.tooNew.get(name);
  return tooNew === undefined ? { kind: 'no-rule' } : { kind: 'name-too-new', ...tooNew };
}

/** Whether the program of a call gives these arguments an answer that none of its rules gives (contradiction.ts). ABIs of 32 bits compare lower halves alone. */
function isMisread(
  { misread }: Filter,
  { arch, entry }: { arch: Arch; entry: CallEntry },
  args: readonly bigint[],
  decided: AddedRule | undefined,
): boolean {
  if (!misread.has(entry)) return false;
  const seen = architectureOf(arch).bits === 32 ? LOW_32 : ALL_BITS;
  const holding = entry.rules.filter(({ conditions }) =>
    holdAll(
      conditions.map((condition) => ({ ...condition, mask: condition.mask & seen })),
      args,
    ),
  );
  return decided === undefined ? holding.length > 0 : holding.every(({ action }) => action !== decided.action);
}

/** The profile's rules for a call, each once. */
function rulesOf({ rules }: CallEntry): readonly RuleRef[] {
  return [...new Map(rules.map(({ rule }) => [rule.index, rule])).values()];
}

/** More rules for a call than this are not looked at: the roads ask for verdicts by the thousand. */
const MOST_RULES = 64;

/**
 * The rules that speak of a call with these arguments, ask for another answer than the rule that decided, and have no effect: those that the runtime
 * left out (runc, seccomp_linux.go matchCall), and those in whose place a rule without conditions stands (libseccomp, db.c db_rule_add).
 */
function overruledBy(
  decided: AddedRule,
  { profile, redundant }: Pick<Filter, 'profile' | 'redundant'>,
  { name, args, entry }: { name: string; args: readonly bigint[]; entry: CallEntry },
): readonly OverruledRule[] {
  const found = new Map<number, OverruledRule>();
  for (const rule of redundant.get(name) ?? []) {
    if (speaks(profile, rule.index, args)) found.set(rule.index, { rule, why: 'default' });
  }
  if (decided.conditions.length === 0) {
    for (const { action, rule, conditions } of entry.rules.slice(0, MOST_RULES)) {
      if (action === decided.action || !holdAll(conditions, args)) continue;
      found.set(rule.index, { rule, why: conditions.length === 0 ? 'later' : 'conditions' });
    }
  }
  return [...found.values()].sort((a, b) => a.rule.index - b.rule.index);
}

function speaks(profile: Profile, index: number, args: readonly bigint[]): boolean {
  return conditionSets(profile.rules[index]?.args ?? []).some((conditions) => holdAll(conditions, args));
}

/** Every verdict that some arguments of the call get, none twice; the first is that for arguments which are all 0. */
export function outcomes(filter: Filter, call: { arch: Arch; syscall: number }): readonly Verdict[] {
  const found = locate(filter, call);
  if ('verdict' in found) return [found.verdict];
  if (found.entry === undefined) return [defaultVerdict(filter, found)];
  const first = walk(found.entry.program, []);
  const answers = reachableAnswers(found.entry.program);
  return [...new Set([first, ...answers])].map((rule) =>
    rule === undefined ? defaultVerdict(filter, found) : ruleVerdict(rule),
  );
}

/** The indices of the arguments that the filter compares for this call, ascending; empty where every argument gets the same answer. */
export function dependsOnArguments(filter: Filter, call: { arch: Arch; syscall: number }): readonly number[] {
  const found = locate(filter, call);
  if ('verdict' in found || found.entry === undefined) return [];
  const answers = new Set(outcomes(filter, call).map(({ action, data }) => `${action} ${data}`));
  return answers.size < 2 ? [] : comparedArguments(found.entry.program);
}

/** A call of which some arguments are not known. */
export interface PartCall {
  arch: Arch;
  syscall: number;
  args: readonly (bigint | undefined)[];
  /** Of arguments that are not known whole, the lower 32 bits, where these are. */
  lower?: readonly (bigint | undefined)[];
}

/**
 * The verdicts that a call may get whatever its unknown arguments are: one where the filter looks at none of these. Exact, but for calls with hundreds of
 * conditions, of which it may name one too many.
 */
export function possibleVerdicts(filter: Filter, call: PartCall): readonly Verdict[] {
  const isKnown = dependsOnArguments(filter, call).every((index) => call.args[index] !== undefined);
  if (isKnown) return [decide(filter, { ...call, args: call.args.map((value) => value ?? 0n) })];
  const found = locate(filter, call);
  if ('verdict' in found || found.entry === undefined) return outcomes(filter, call);
  const answers = new Set<AddedRule | undefined>();
  for (const way of waysThrough(found.entry.program, halvesOf(call), canHold)) {
    if (way === undefined) return outcomes(filter, call);
    answers.add(way.answer);
  }
  // In the order of `outcomes`.
  const all = [walk(found.entry.program, []), ...reachableAnswers(found.entry.program)];
  return [...new Set(all)].flatMap((rule) => {
    if (!answers.has(rule)) return [];
    return [rule === undefined ? defaultVerdict(filter, found) : ruleVerdict(rule)];
  });
}

const ALL_OF_HALF = 0xffffffff;

/** What is known of the arguments, half by half. */
export function halvesOf({ args, lower = [] }: PartCall): Halves {
  const known = args.flatMap((value, index) =>
    [value ?? lower[index], value && value >> 32n].flatMap((told, half): [number, Finding[]][] =>
      told === undefined
        ? []
        : [[2 * index + half, [{ op: 'EQ', mask: ALL_OF_HALF, datum: Number(BigInt.asUintN(32, told)), held: true }]]],
    ),
  );
  return new Map(known);
}

/** The call with values that agree with what is known; those that are not known, are 0, and don't count, are left out. */
export function wholeCall({ arch, syscall, args }: PartCall, known: Halves, compared: readonly number[]): Call {
  const halfValue = (half: number) => BigInt(plainValue(known.get(half) ?? []));
  const values = [0, 1, 2, 3, 4, 5].map(
    (index) => args[index] ?? halfValue(2 * index) | (halfValue(2 * index + 1) << 32n),
  );
  const isSaid = (index: number) => args[index] !== undefined || values[index] !== 0n || compared.includes(index);
  const given = values.slice(0, values.findLastIndex((_, index) => isSaid(index)) + 1);
  const leftOut = given.flatMap((_, index) => (isSaid(index) ? [] : [index]));
  return { arch, syscall, args: given, ...(leftOut.length > 0 && { leftOut }) };
}

/** A value that agrees with the findings: 0 or the lowest bit of a mask, else one that is compared with, or next to it, where such a one does. */
function plainValue(findings: readonly Finding[]): number {
  const compared = findings.filter(({ mask }) => mask === WORD_BITS);
  const bits = findings.filter(({ mask }) => mask !== WORD_BITS).map(({ mask }) => mask & -mask);
  const near = [0, 1, -1].flatMap((step) => compared.map(({ datum }) => datum + step));
  const tried = [0, ...bits, ...near].map((value) => value >>> 0);
  return tried.find((value) => valueThatHolds(findings, value) === value) ?? valueThatHolds(findings) ?? 0;
}
