import { architectureOf, nameOf } from '../../engine/linux/index.ts';
import {
  type Call,
  type Condition,
  conditionSets,
  type Filter,
  formatCondition,
  type InactiveRule,
  type OverruledRule,
  type Profile,
  type RuleRef,
  type Verdict,
} from '../../engine/seccomp/index.ts';
import type { Span } from '../../engine/text/index.ts';
import { code, listed, type Phrase, type Place } from '../../ui/Phrase.ts';
import { namedValues } from './argumentWords.ts';

/** What a reason is told about: the call that was asked and the filter that answered. */
export interface ReasonContext {
  filter: Pick<Filter, 'profile' | 'inactive' | 'off' | 'target'>;
  call: Pick<Call, 'arch' | 'syscall'>;
}

/** The step that decided, in whole sentences, with the lines that say so; after a refusal also the rules that a change of target would bring in. */
export function reasonWords(verdict: Verdict, context: ReasonContext): Phrase {
  const { filter, call } = context;
  if (filter.off) {
    return filter.target.privileged
      ? [code('--privileged'), ' turns seccomp off: the container runs without a filter, whatever the profile says.']
      : ['The profile is empty, so the container runs without a filter.'];
  }
  const others = filter.inactive.get(nameOf(call.arch, call.syscall) ?? '') ?? [];
  const isRefusal = verdict.action !== 'ALLOW' && verdict.reason.kind !== 'inactive';
  return [...decidingStep(verdict, context), ...(isRefusal ? others.flatMap(wouldApply) : [])];
}

function decidingStep({ rule, reason }: Verdict, { filter: { profile, target }, call }: ReasonContext): Phrase {
  const abi = architectureOf(call.arch).label;
  const name = code(nameOf(call.arch, call.syscall) ?? String(call.syscall));
  // What libseccomp is handed alone is what runc hands to it.
  const runtime = target.runtime === 'crun' ? 'crun' : 'runc';
  const defaultAnswers: Phrase = ['so the default action on ', placeOf(profile.defaultSpan), ' answers.'];
  switch (reason.kind) {
    case 'rule': {
      const deciding: Phrase = rule ? ['The rule on ', placeOfRule(rule)] : ['A rule'];
      const overruled = (reason.overruled ?? []).flatMap((other) => overruledWords(other, runtime));
      if (reason.conditions.length === 0) return [...deciding, ' says so, whatever the arguments.', ...overruled];
      return [
        ...deciding,
        ' says so for ',
        ...listed(reason.conditions.map(conditionWords)),
        '.',
        ...namedValues(call, reason.conditions),
        ...overruled,
      ];
    }
    case 'no-rule':
      return ['No rule names ', name, ` on ${abi}, `, ...defaultAnswers];
    case 'conditions': {
      const wanting = reason.rules.map((ref) => ruleWithConditions(ref, profile));
      const [lead, none] =
        wanting.length === 1
          ? ['The rule on ', 'that does not hold']
          : ['Of the rules that name it, ', 'none of it holds'];
      const conditions = reason.rules.flatMap((ref) => conditionsOf(ref, profile).flat());
      return [lead, ...listed(wanting), `; ${none} here, `, ...defaultAnswers, ...namedValues(call, conditions)];
    }
    case 'inactive':
      return [
        ...reason.rules.flatMap((inactive) => [...inactiveWords(inactive), ' ']),
        'No other rule names ',
        name,
        ', ',
        ...defaultAnswers,
      ];
    case 'redundant':
      return [
        'The rule on ',
        ...listed(reason.rules.map((ref) => [placeOfRule(ref)])),
        ` asks for what the default action does anyway: ${runtime} leaves it out, and the default on `,
        placeOf(profile.defaultSpan),
        ' answers.',
      ];
    case 'above-enosys-line': {
      const highest = nameOf(call.arch, reason.highest);
      return [
        `Its number, ${call.syscall}, is above ${reason.highest}`,
        ...(highest ? [' (', code(highest), ')'] : []),
        `, the highest that the profile names on ${abi}. There ${runtime} answers `,
        code('ENOSYS'),
        ', so that a program falls back to an older call.',
      ];
    }
    case 'setup':
      return [
        `Number 0 is what the kernel shows for a call whose number it does not know. There ${runtime} answers `,
        code('ENOSYS'),
        ', so that a program falls back to an older call.',
      ];
    case 'foreign-architecture':
      return [
        `The filter does not know the ABI ${abi}. libseccomp kills a thread that makes a call of an ABI it was not told of.`,
      ];
  }
}

/** The step that decided, in as few words as a table cell holds. */
export function shortReason(verdict: Verdict, { profile, off }: Pick<Filter, 'profile' | 'off'>): string {
  if (off) return 'no filter';
  const { reason, rule } = verdict;
  const lines = (refs: readonly RuleRef[]) =>
    `${refs.length === 1 ? 'line' : 'lines'} ${refs.map((ref) => placeOfRule(ref).line).join(', ')}`;
  switch (reason.kind) {
    case 'rule': {
      const held = reason.conditions.map(formatCondition).join(' and ');
      return `${rule ? lines([rule]) : 'a rule'}${held ? `: ${held}` : ''}`;
    }
    case 'no-rule':
      return 'not named';
    case 'conditions':
      return `else line ${profile.defaultSpan.line}`;
    case 'inactive':
      return [...new Set(reason.rules.map(({ why }) => shortNeed(why)))].join(' or ').replaceAll(' or needs ', ' or ');
    case 'redundant':
      return `${lines(reason.rules)}, as by default`;
    case 'above-enosys-line':
      return `above ${reason.highest}`;
    case 'setup':
      return 'number 0';
    case 'foreign-architecture':
      return 'unknown ABI';
  }
}

/** The place in the text where a rule names the call, or else where the rule begins. */
export function placeOfRule({ nameSpan, span }: RuleRef): Place {
  return placeOf(nameSpan ?? span);
}

export function placeOf({ line, start }: Span): Place {
  return { line, offset: start };
}

const conditionWords = (condition: Condition): Phrase => [code(formatCondition(condition))];

const conditionsOf = (ref: RuleRef, profile: Profile) => conditionSets(profile.rules[ref.index]?.args ?? []);

function ruleWithConditions(ref: RuleRef, profile: Profile): Phrase {
  const sets = conditionsOf(ref, profile).map((conditions) => listed(conditions.map(conditionWords)));
  return [placeOfRule(ref), ' wants ', ...listed(sets, 'or')];
}

function overruledWords({ rule, why }: OverruledRule, runtime: string): Phrase {
  return [' The rule on ', placeOfRule(rule), ` says otherwise, without effect: ${OVERRULED[why](runtime)}.`];
}

const OVERRULED: Readonly<Record<OverruledRule['why'], (runtime: string) => string>> = {
  default: (runtime) => `its action is the default action, so ${runtime} leaves it out`,
  conditions: () => 'libseccomp puts a rule without conditions in the place of those with conditions',
  later: () => 'of two rules without conditions libseccomp keeps the first',
};

type Why = InactiveRule['why'];

/** What in the container or the kernel would bring a rule in; another machine is no help. */
function wouldApply({ rule, why: { needs, excluded, values } }: InactiveRule): Phrase {
  if (needs === 'architecture') return [];
  const words = listed(values.map((value) => [code(needs === 'kernel' ? `Linux ${value}` : value)]));
  const where = needs === 'kernel' ? (excluded ? ' Before ' : ' From ') : excluded ? ' Without ' : ' With ';
  return [where, ...words, ' the rule on ', placeOfRule(rule), ' would apply.'];
}

function inactiveWords({ rule, why }: InactiveRule): Phrase {
  return ['The rule on ', placeOfRule(rule), ' does not apply: it is ', ...needWords(why), '.'];
}

function needWords({ needs, excluded, values }: Why): Phrase {
  const words = listed(
    values.map((value) => [code(value)]),
    needs === 'capability' && !excluded ? 'and' : 'or',
  );
  switch (needs) {
    case 'capability':
      return excluded
        ? ['for a container without ', ...words, ', and this one has it']
        : ['for a container with ', ...words, ', which this one lacks'];
    case 'architecture':
      return excluded ? ['not for the architecture ', ...words] : ['for the architecture ', ...words];
    case 'kernel':
      return excluded ? ['not for Linux ', ...words, ' and newer'] : ['for Linux ', ...words, ' and newer'];
  }
}

function shortNeed({ needs, excluded, values }: Why): string {
  const named = values.map((value) => value.replace(/^CAP_/, '')).join(', ');
  if (needs === 'kernel') return excluded ? `before Linux ${named}` : `from Linux ${named}`;
  return excluded ? `not with ${named}` : `needs ${named}`;
}
