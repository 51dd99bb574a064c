import {
  architectureOf,
  argumentSet,
  constantSet,
  formatFlags,
  multiplexerOf,
  nameOf,
} from '../../../engine/linux/index.ts';
import {
  type Call,
  type Condition,
  conditionHolds,
  conditionSets,
  type Filter,
  formatCondition,
  type InactiveRule,
  isUnconfined,
  type OverruledRule,
  type Profile,
  type RuleRef,
  type Target,
  type TooNew,
  type Verdict,
  versionsOf,
} from '../../../engine/seccomp/index.ts';
import { placeOfRule } from '../../../instrument/words/places.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import { privilegedBy } from '../state/target.ts';
import { namedValues } from './argumentWords.ts';
import { abiOf, defaultWords, isSkipped, numberWords } from './callWords.ts';

/** Why an unconfined container has no filter: its engine drops every profile, or only the default that it would give by itself (`isUnconfined` has the sources). */
function unconfinedWords({ builtin: _, ...named }: Target): Phrase {
  const [what, but] = isUnconfined(named)
    ? ['seccomp', ', whatever the profile contains']
    : ['the default profile', '. A profile of your own would apply'];
  return [code(privilegedBy(named)), ` turns ${what} off: the container runs without a filter${but}.`];
}

/** What a reason is told about: the call that was asked and the filter that answered. */
interface ReasonContext {
  filter: Pick<Filter, 'profile' | 'inactive' | 'off' | 'target' | 'defaultAnswer'>;
  /** Without arguments: of all calls of that number. */
  call: Pick<Call, 'arch' | 'syscall'> & Partial<Pick<Call, 'args'>>;
}

/** The step that decided, in whole sentences, with the lines that say so; after a refusal also the rules that a change of target would bring in. */
export function reasonWords(verdict: Verdict, context: ReasonContext): Phrase {
  const { filter, call } = context;
  if (filter.off) {
    return isUnconfined(filter.target)
      ? unconfinedWords(filter.target)
      : ['Empty profile: seccomp is off, and the container runs without a filter.'];
  }
  const others = filter.inactive.get(nameOf(call.arch, call.syscall) ?? '') ?? [];
  const isRefusal = verdict.action !== 'ALLOW' && verdict.reason.kind !== 'inactive';
  const helping = isRefusal ? others.filter(({ rule }) => allows(filter.profile, rule, call.args)) : [];
  return [...decidingStep(verdict, context), ...helping.flatMap(wouldApply)];
}

/** Whether a rule would let the call pass, if it applied. */
export function allows(profile: Profile, { index }: RuleRef, args: Call['args'] | undefined): boolean {
  const { action, args: compared = [] } = profile.rules[index] ?? {};
  if (action !== 'SCMP_ACT_ALLOW' && action !== 'SCMP_ACT_LOG') return false;
  const holds = (conditions: readonly Condition[]) =>
    args === undefined || conditions.every((condition) => conditionHolds(condition, args) !== false);
  return conditionSets(compared).some(holds);
}

function decidingStep({ rule, reason }: Verdict, { filter, call }: ReasonContext): Phrase {
  const { profile, target } = filter;
  const abi = architectureOf(abiOf(call)).label;
  const name = code(nameOf(call.arch, call.syscall) ?? String(call.syscall));
  // What libseccomp is handed alone is what runc hands to it.
  const runtime = target.runtime === 'crun' ? 'crun' : 'runc';
  const byDefault = defaultWords(filter, ' applies');
  switch (reason.kind) {
    case 'rule': {
      const deciding: Phrase = rule ? ['The rule on ', placeOfRule(rule)] : ['A rule'];
      const overruled = (reason.overruled ?? []).flatMap((other) => overruledWords(other, runtime));
      const through = rule ? throughWords(call, rule, profile) : [];
      if (reason.conditions.length === 0)
        return [...deciding, ' applies, whatever the arguments.', ...through, ...overruled];
      return [
        ...deciding,
        ' applies: ',
        ...listed(reason.conditions.map(conditionWords)),
        `${reason.conditions.length === 1 ? ' is' : ' are'} true.`,
        ...namedValues(call, reason.conditions),
        ...through,
        ...overruled,
      ];
    }
    case 'no-rule':
      return isSkipped(call)
        ? [SKIPPED_WORDS, ' No rule can name it, so ', ...byDefault, '.']
        : ['No rule names ', name, ` on ${abi}, so `, ...byDefault, '.'];
    case 'conditions': {
      const sets = reason.rules.map((ref) => conditionsOf(ref, profile, call));
      const requiring = reason.rules.map((ref, at) => ruleWithConditions(ref, sets[at] ?? []));
      const [lead, none] =
        requiring.length === 1
          ? ['The rule on ', ', which is false here, so ']
          : ['None of the call’s rules matches here: ', '. So '];
      const [through] = reason.rules.map((ref) => throughWords(call, ref, profile)).filter(({ length }) => length > 0);
      return [
        lead,
        ...listed(requiring),
        none,
        ...byDefault,
        '.',
        ...namedValues(call, sets.flat(2)),
        ...(through ?? []),
      ];
    }
    case 'misread':
      return [
        `The profile specifies a different result, but libseccomp ${versionsOf(target).libseccomp} wrongly combines the conditions of the ${reason.rules.length === 1 ? 'rule' : 'rules'} on `,
        ...listed(reason.rules.map((ref) => [placeOfRule(ref)])),
        '.',
      ];
    case 'inactive':
      return [
        ...reason.rules.flatMap((inactive) => [...inactiveWords(inactive), ' ']),
        'No other rule names ',
        name,
        ', so ',
        ...byDefault,
        '.',
      ];
    case 'redundant':
      return [
        'The rule on ',
        ...listed(reason.rules.map((ref) => [placeOfRule(ref)])),
        ` has the same action as `,
        code('defaultAction'),
        `, so ${runtime} ignores it, and `,
        ...byDefault,
        '.',
      ];
    case 'name-too-new':
      return [...tooNewWords(name, reason, target), ', and ', ...byDefault, '.'];
    case 'above-enosys-line': {
      if (isSkipped(call))
        return [
          SKIPPED_WORDS,
          ` The filter compares it as ${call.syscall}, above every number that the profile names, so ${runtime} returns `,
          code('ENOSYS'),
          '.',
        ];
      const highest = nameOf(abiOf(call), reason.highest);
      return [
        `Its number, ${numberWords(call)}, is above ${numberWords({ arch: call.arch, syscall: reason.highest })}`,
        ...(highest ? [' (', code(highest), ')'] : []),
        `, the highest that the profile names on ${abi}. For such numbers ${runtime} returns `,
        code('ENOSYS'),
        ' before it looks at the rules, so that a program falls back to an older call.',
        ...(reason.tooNew ? [' ', ...tooNewWords(name, reason.tooNew, target), '.'] : []),
      ];
    }
    case 'setup':
      return [
        `Number 0 is what the kernel shows for a call whose number it does not know. For 0, ${runtime} returns `,
        code('ENOSYS'),
        ', so that a program falls back to an older call.',
      ];
    case 'foreign-architecture':
      return [`The filter has no rules for ${abi}, so it kills a thread that makes a call in that ABI.`];
  }
}

/** That the profile names the call, and why that has no effect. */
function tooNewWords(name: Phrase[number], { since, rules }: TooNew, target: Target): Phrase {
  const { libseccomp } = versionsOf(target);
  return [
    'The rule on ',
    ...listed(rules.map((ref) => [placeOfRule(ref)])),
    ' names ',
    name,
    `, but libseccomp ${libseccomp} does not know that name (${since} does), so ${target.runtime === 'crun' ? 'crun' : 'runc'} ignores the rule`,
  ];
}

/** seccomp(2), SECCOMP_RET_TRACE. */
const SKIPPED_WORDS = '-1 is not a call: a tracer puts it in a call’s place so that the kernel skips the call.';

/** Why a rule for a call answers the multiplexer through which 32-bit programs make it (libseccomp, syscalls.c abi_rule_add). */
function throughWords(call: ReasonContext['call'], ref: RuleRef, profile: Profile): Phrase {
  const through = multiplexedBy(call, ref, profile);
  if (through === undefined) return [];
  const { name, ruleName, argument } = through;
  const set = argumentSet(name, 0, { arch: call.arch });
  const which = set ? formatFlags(argument, constantSet(set, call.arch)) : String(argument);
  return [
    ' The rule is for ',
    code(ruleName),
    ': libseccomp adds it for ',
    code(`${name}(${which})`),
    ` too, because programs for ${architectureOf(call.arch).label} can make the call that way.`,
  ];
}

function multiplexedBy(
  { arch, syscall }: ReasonContext['call'],
  { index, nameSpan }: RuleRef,
  profile: Profile,
): { name: string; ruleName: string; argument: bigint } | undefined {
  const name = nameOf(arch, syscall);
  const ruleName = profile.rules[index]?.names.find(({ span }) => span.start === nameSpan?.start)?.text;
  const through = ruleName === undefined ? undefined : multiplexerOf(ruleName);
  if (name === undefined || ruleName === undefined || through?.name !== name) return undefined;
  return { name, ruleName, argument: through.argument };
}

const conditionWords = (condition: Condition): Phrase => [code(formatCondition(condition))];

/** What must be true for a rule to answer the call: of a multiplexer, that it is that call (addForArchitecture). */
function conditionsOf(ref: RuleRef, profile: Profile, call: ReasonContext['call']): readonly (readonly Condition[])[] {
  const sets = conditionSets(profile.rules[ref.index]?.args ?? []);
  const through = multiplexedBy(call, ref, profile);
  if (through === undefined) return sets;
  const which: Condition = { index: 0, op: 'SCMP_CMP_EQ', mask: (1n << 64n) - 1n, value: through.argument };
  return sets.map((conditions) => [which, ...conditions.filter(({ index }) => index !== 0)]);
}

function ruleWithConditions(ref: RuleRef, sets: readonly (readonly Condition[])[]): Phrase {
  const words = sets.map((conditions) => listed(conditions.map(conditionWords)));
  return [placeOfRule(ref), ' requires ', ...listed(words, 'or')];
}

function overruledWords({ rule, why }: OverruledRule, runtime: string): Phrase {
  return [' The rule on ', placeOfRule(rule), `, whose action differs, has no effect: ${OVERRULED[why](runtime)}.`];
}

const OVERRULED: Readonly<Record<OverruledRule['why'], (runtime: string) => string>> = {
  default: (runtime) => `it has the same action as defaultAction, so ${runtime} ignores it`,
  conditions: () => 'in libseccomp a rule without conditions replaces those with conditions',
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
  return ['The rule on ', placeOfRule(rule), ' does not apply: it ', ...needWords(why), '.'];
}

function needWords({ needs, excluded, values }: Why): Phrase {
  const words = listed(
    values.map((value) => [code(value)]),
    needs === 'capability' && !excluded ? 'and' : 'or',
  );
  switch (needs) {
    case 'capability':
      return excluded
        ? ['is for containers without ', ...words, ', and this one has it']
        : ['requires ', ...words, ', which this container lacks'];
    case 'architecture':
      return excluded ? ['is not for the architecture ', ...words] : ['is for the architecture ', ...words];
    case 'kernel':
      return excluded ? ['is for kernels before Linux ', ...words] : ['requires Linux ', ...words, ' or newer'];
  }
}
