import { type Arch, isArch, NR_SCMP_ERROR, resolveName, subArchitectures } from '../../linux/index.ts';
import type { Diagnostic, Parsed } from '../../text/index.ts';
import { isBigEndian, RUNC_ARCHITECTURES } from '../profile/names.ts';
import type { Profile, Rule, RuleRef, Word } from '../profile/Profile.ts';
import { answerOf, returnOf } from './answers.ts';
import type { Branch, Filter } from './Filter.ts';
import { addForArchitecture } from './libseccomp/addForArchitecture.ts';
import { buildProgram } from './libseccomp/buildProgram.ts';
import { programFindings } from './programFindings.ts';
import { dockerRefusals, runcRefusals } from './refusals.ts';
import { conditionSets } from './ruleConditions.ts';
import {
  argumentRefusal,
  errnoRefusal,
  isBadErrno,
  MOST_CONDITIONAL_RULES,
  ruleRefusal,
  tooLongRefusal,
  tooManyRules,
} from './ruleRefusals.ts';
import { type OciProfile, setupSeccomp } from './setupSeccomp.ts';
import type { Target } from './Target.ts';
import type { InactiveRule } from './Verdict.ts';

/**
 * The filter that Docker, runc and libseccomp build of `profile` for `target` (`runtime: 'libseccomp'`: the same without runc's ENOSYS stub).
 * Undefined where the container would not start, and every reason for it is an error among the diagnostics, at its place in the profile's text.
 */
export function resolve(profile: Profile, target: Target): Parsed<Filter> {
  const off = { value: offFilter(profile, target), diagnostics: [] };
  if (profile.withoutDefault && profile.rules.length === 0) return off;
  const refused = dockerRefusals(profile, target);
  const oci = setupSeccomp(profile, target);
  if (refused.length === 0 && profile.withoutDefault && oci.rules.length === 0) return off;
  const diagnostics = [...refused, ...runcRefusals(profile, oci, target), ...unknownHere(oci)];
  if (profile.defaultAction === undefined || diagnostics.some(({ severity }) => severity === 'error')) {
    return { value: undefined, diagnostics };
  }
  const defaultReturn = returnOf(profile.defaultAction, profile.defaultErrnoRet);
  if (isBadErrno(defaultReturn)) {
    return { value: undefined, diagnostics: [...diagnostics, errnoRefusal(profile.defaultSpan, defaultReturn)] };
  }
  const architectures = [...new Set([target.arch, ...oci.architectures.filter(isArch)])];
  const branches = new Map<Arch, Branch>(architectures.map((arch) => [arch, { calls: new Map() }]));
  const redundant = new Map<string, RuleRef[]>();
  let conditional = 0;
  for (const rule of oci.rules) {
    for (const name of rule.names) {
      const problem = addName(rule, name);
      // libseccomp leaves its tables half changed, so what later rules would meet means nothing.
      if (problem !== undefined) return { value: undefined, diagnostics: [...diagnostics, problem] };
    }
  }
  const tables = new Map([...branches].map(([arch, { calls }]) => [arch, calls]));
  const { tooLong, unread } = buildProgram(tables);
  if (tooLong) return { value: undefined, diagnostics: [...diagnostics, tooLongRefusal(profile.defaultSpan)] };
  diagnostics.push(...programFindings(tables, unread));
  if (target.runtime === 'runc') drawEnosysLines(branches, oci, profile);
  const value: Filter = {
    target,
    profile,
    architectures,
    defaultAnswer: answerOf(defaultReturn),
    off: false,
    branches,
    inactive: inactiveByName(oci),
    redundant,
  };
  return { value, diagnostics };

  /** runc, seccomp_linux.go matchCall; what stops it is given back. */
  function addName(rule: Rule, name: Word): Diagnostic | undefined {
    const ref: RuleRef = { index: rule.index, span: rule.span, nameSpan: name.span };
    if (rule.action === undefined) return undefined;
    const action = returnOf(rule.action, rule.errnoRet);
    if (action === defaultReturn) {
      append(redundant, name.text, ref);
      return undefined;
    }
    if (resolveName(target.arch, name.text) === NR_SCMP_ERROR) return undefined;
    const tooHigh = rule.args.find(({ index }) => index > 5);
    if (tooHigh !== undefined) return argumentRefusal(tooHigh);
    if (isBadErrno(action)) return errnoRefusal(rule.actionSpan, action);
    if (rule.args.length > 0 && ++conditional > MOST_CONDITIONAL_RULES) return tooManyRules(name);
    for (const conditions of conditionSets(rule.args)) {
      for (const [arch, { calls }] of branches) {
        const refused = addForArchitecture(calls, arch, name.text, { action, rule: ref, conditions });
        if (refused !== undefined) return ruleRefusal(refused, name, arch);
      }
    }
    return undefined;
  }
}

/** The filter of a profile that is none. */
function offFilter(profile: Profile, target: Target): Filter {
  return {
    target,
    profile,
    architectures: [target.arch, ...subArchitectures(target.arch)],
    defaultAnswer: { action: 'ALLOW', data: 0 },
    off: true,
    branches: new Map(),
    inactive: new Map(),
    redundant: new Map(),
  };
}

/** runc adds them to the filter, but their calls are not known here. */
function unknownHere(oci: OciProfile): Diagnostic[] {
  return oci.architectures
    .filter((name) => !isArch(name) && RUNC_ARCHITECTURES.includes(name) && !isBigEndian(name))
    .map((name) => ({
      code: 'architecture-not-here',
      severity: 'info',
      message: `Found ${name}, expected an architecture whose calls are known here.`,
      hint: 'It is in the filter, but no call of it can be asked.',
    }));
}

/** patchbpf/enosys_linux.go: SCMP_ACT_ERRNO(ENOSYS), with which it compares `defaultErrnoRet` by itself. */
const ERRNO_ENOSYS = 0x00050026;

/**
 * runc, patchbpf/enosys_linux.go findLastSyscalls: per ABI the highest number that any rule's name has there, dropped rules included. No line where
 * the default lets calls pass, nor on an ABI of whose calls none, or only number 0, is named.
 */
function drawEnosysLines(branches: ReadonlyMap<Arch, Branch>, oci: OciProfile, profile: Profile): void {
  const permissive = ['SCMP_ACT_ALLOW', 'SCMP_ACT_LOG', 'SCMP_ACT_TRACE'].includes(profile.defaultAction ?? '');
  if (permissive || profile.defaultErrnoRet === ERRNO_ENOSYS) return;
  for (const [arch, branch] of branches) {
    let highest = 0;
    for (const { names } of oci.rules) {
      for (const { text } of names) highest = Math.max(highest, resolveName(arch, text));
    }
    if (highest > 0) branch.highest = highest;
  }
}

function inactiveByName(oci: OciProfile): ReadonlyMap<string, readonly InactiveRule[]> {
  const byName = new Map<string, InactiveRule[]>();
  for (const { rule, why } of oci.inactive) {
    for (const { text, span } of rule.names) {
      append(byName, text, { rule: { index: rule.index, span: rule.span, nameSpan: span }, why });
    }
  }
  return byName;
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
