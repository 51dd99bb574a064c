import { type Arch, type Call, errnoOf } from '../linux/index.ts';
import {
  conditionSets,
  type ExampleCall,
  type Filter,
  formatCondition,
  type InactiveRule,
  isUnconfined,
  kernelException,
  type RuleRef,
  type Verdict,
} from '../seccomp/index.ts';

/** A call's answer as a noun phrase, with what gives it and the line of the profile's text: "ERRNO EPERM by the rule on line 12". */
export function answerWords(filter: Filter, { call, verdict }: ExampleCall): string {
  return `${actionWords(verdict, call.arch)} ${reasonWords(filter, verdict)}${exceptionWords(filter, call)}`;
}

/** The answers of several calls, those of rules that answer alike in one. */
export function answersWords(filter: Filter, examples: readonly ExampleCall[]): string {
  const alike = Map.groupBy(
    examples,
    ({ call, verdict }) => `${actionWords(verdict, call.arch)} ${verdict.reason.kind}`,
  );
  const words = [...alike.values()].map((same) => {
    const [first] = same;
    if (first === undefined) return '';
    const lines = same.flatMap(({ verdict: { rule, reason } }) => (reason.kind === 'rule' && rule) || []).map(lineOf);
    if (same.length === 1 || lines.length === 0) return answerWords(filter, first);
    const all = linesWords(lines);
    return `${actionWords(first.verdict, first.call.arch)} by the rule${all.startsWith('lines') ? 's' : ''} on ${all}`;
  });
  return words.join(', or ');
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
  if (off) return isUnconfined(target) ? 'without a filter (--privileged)' : 'without a filter (empty profile)';
  const runtime = target.runtime === 'crun' ? 'crun' : 'runc';
  const byDefault = `by defaultAction on line ${profile.defaultSpan.line}`;
  switch (reason.kind) {
    case 'rule': {
      const conditions = reason.conditions.map(formatCondition).join(' and ');
      return `by the rule on line ${rule ? lineOf(rule) : profile.span.line}${conditions && ` (${conditions})`}`;
    }
    case 'no-rule':
      return `${byDefault} (no rule)`;
    case 'conditions':
      return `${byDefault} (${requiredWords(reason.rules, profile)})`;
    case 'misread':
      return `by libseccomp (which wrongly combines the conditions of the ${reason.rules.length === 1 ? 'rule' : 'rules'} on ${linesWords(reason.rules.map(lineOf))})`;
    case 'inactive':
      return `${byDefault} (${reason.rules.map(inactiveWords).join(', and ')})`;
    case 'redundant':
      return `${byDefault} (the same action as the rule on ${linesWords(reason.rules.map(lineOf))})`;
    case 'name-too-new':
      return `${byDefault} (libseccomp does not know the name on ${linesWords(reason.rules.map(lineOf))})`;
    case 'above-enosys-line':
      return `by ${runtime} (a higher number than any that the profile names)`;
    case 'setup':
      return `by ${runtime} (the kernel shows an unknown call as number 0)`;
    case 'foreign-architecture':
      return 'by the filter (no rules for this architecture)';
  }
}

/** What rules would need that name the call and don't match. */
function requiredWords(rules: readonly RuleRef[], profile: Filter['profile']): string {
  const [first, another] = rules;
  const sets = conditionSets(profile.rules[first?.index ?? 0]?.args ?? []);
  if (first === undefined || another !== undefined || sets.length > 1) {
    return `no condition on ${linesWords(rules.map(lineOf))} is true`;
  }
  return `the rule on line ${lineOf(first)} requires ${(sets[0] ?? []).map(formatCondition).join(' and ')}`;
}

function inactiveWords({ rule, why: { needs, excluded, values } }: InactiveRule): string {
  const what = needs === 'kernel' ? values.map((value) => `Linux ${value}`) : values;
  const joint = needs === 'capability' && !excluded ? ' and ' : ' or ';
  return `the rule on line ${lineOf(rule)} is for ${SUBJECTS[needs]} ${excluded ? 'without' : 'with'} ${what.join(joint)}`;
}

const SUBJECTS = { capability: 'containers', architecture: 'machines', kernel: 'hosts' } as const;

function exceptionWords({ target, off }: Filter, call: Call): string {
  const exception = off ? undefined : kernelException(call, target);
  return exception?.applies
    ? `, though Linux ${exception.since} and newer run ${exception.name} whatever the filter says`
    : '';
}

/** "line 3", "lines 3, 8 and 20". */
function linesWords(lines: readonly number[]): string {
  const all = [...new Set(lines)].sort((a, b) => a - b).map(String);
  const last = all.pop() ?? '';
  return all.length === 0 ? `line ${last}` : `lines ${all.join(', ')} and ${last}`;
}
