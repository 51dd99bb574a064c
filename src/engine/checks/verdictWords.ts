import { type Arch, type Call, errnoOf, nameOf } from '../linux/index.ts';
import {
  type Filter,
  type InactiveRule,
  isUnconfined,
  kernelException,
  type RuleRef,
  type Verdict,
} from '../seccomp/index.ts';

/** A verdict as a noun phrase: the answer, and what gives it, with the line of the profile's text. */
export function verdictWords(filter: Filter, call: Call, verdict: Verdict): string {
  return `${actionWords(verdict, call.arch)} ${reasonWords(filter, verdict)}${exceptionWords(filter, call)}`;
}

/** "ERRNO EPERM", "KILL_PROCESS". */
export function actionWords({ action, data }: Verdict, arch: Arch): string {
  return action === 'ERRNO' ? `ERRNO ${errnoOf(data, arch)?.name ?? data}` : action;
}

/** The lines of the profile's text that decide: where a rule names the call and where it begins, or `defaultAction`'s. */
export function decidingLines({ profile, off }: Filter, { rule, reason }: Verdict): readonly number[] {
  if (off) return [];
  if (rule) return [...new Set([lineOf(rule), rule.span.line])];
  return isBesideProfile(reason.kind) ? [] : [profile.defaultSpan.line];
}

const lineOf = ({ nameSpan, span }: RuleRef) => (nameSpan ?? span).line;

const isBesideProfile = (kind: Verdict['reason']['kind']) =>
  kind === 'above-enosys-line' || kind === 'setup' || kind === 'foreign-architecture';

function reasonWords({ profile, off, target }: Filter, { rule, reason }: Verdict): string {
  if (off) return isUnconfined(target) ? 'without a filter, for the container is privileged' : 'without a filter';
  const runtime = target.runtime === 'crun' ? 'crun' : 'runc';
  const byDefault = `by defaultAction on line ${profile.defaultSpan.line}`;
  const lines = (rules: readonly RuleRef[]) => linesWords(rules.map(lineOf));
  switch (reason.kind) {
    case 'rule':
      return rule ? `by the rule on line ${lineOf(rule)}` : 'by a rule';
    case 'no-rule':
      return byDefault;
    case 'conditions':
      return `${byDefault}, for the conditions of the rule on ${lines(reason.rules)} are false`;
    case 'inactive':
      return `${byDefault}, for ${reason.rules.map(inactiveWords).join(' and ')}`;
    case 'redundant':
      return `${byDefault}, for ${runtime} ignores the rule on ${lines(reason.rules)}, whose action is the same`;
    case 'name-too-new':
      return `${byDefault}, for libseccomp does not know the name on ${lines(reason.rules)}`;
    case 'above-enosys-line':
    case 'setup':
      return `by ${runtime}, for the call is newer than every call that the profile names`;
    case 'foreign-architecture':
      return 'by the filter, for it has no rules for this architecture';
  }
}

function inactiveWords({ rule, why: { needs, excluded, values } }: InactiveRule): string {
  const what = needs === 'kernel' ? values.map((value) => `Linux ${value}`) : values;
  return `the rule on line ${lineOf(rule)} applies only ${excluded ? 'without' : 'with'} ${what.join(', ')}`;
}

function exceptionWords({ target, off }: Filter, call: Call): string {
  const exception = off ? undefined : kernelException(call, target);
  return exception?.applies ? `, which Linux ${exception.since} and newer do not ask for ${exception.name}` : '';
}

/** "line 3", "lines 3, 8 and 20". */
function linesWords(lines: readonly number[]): string {
  const all = [...new Set(lines)].sort((a, b) => a - b).map(String);
  const last = all.pop() ?? '';
  return all.length === 0 ? `line ${last}` : `lines ${all.join(', ')} and ${last}`;
}

/** A call's name as a sentence has it. */
export const callName = ({ arch, syscall }: Pick<Call, 'arch' | 'syscall'>): string =>
  nameOf(arch, syscall) ?? String(syscall);
