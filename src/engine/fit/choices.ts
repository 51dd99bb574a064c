import { type Arch, architectureOf, multiplexerOf } from '../linux/index.ts';
import {
  type Condition,
  capabilitySets,
  decide,
  effectsOf,
  type Filter,
  type Going,
  type NewRule,
  type OciAction,
  outcomes,
  type Profile,
  parseProfile,
  type Rule,
  remaining,
  resolve,
  rewrite,
  stateOf,
  type Target,
  type Verdict,
} from '../seccomp/index.ts';
import { applyEdits, type Edit } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { Choice, ChoiceKind } from './Made.ts';
import { narrowed } from './narrow.ts';
import { isMultiplexer, madeBy } from './opened.ts';
import { isKnownToFallBack, isToPass, judge, type Refused } from './refusedCalls.ts';
import { requiredFor, withKnown } from './remains.ts';

/** A rule for one call, to be added. */
type Coming = NewRule & { name: string };

/** What to change of a profile's rules. */
export interface Plan {
  coming: readonly Coming[];
  /** Each of a rule's words for a call, with all of its repetitions. */
  going: readonly Going[];
}

/** A profile with its text, and the ABIs that are added to it in any case. */
export interface Subject {
  profile: Profile;
  target: Target;
  text: string;
  /** Edits that every plan comes with: they add ABIs. */
  ground: readonly Edit[];
}

/** Several plans as one. */
export function merged(plans: readonly Plan[]): Plan {
  return { coming: plans.flatMap(({ coming }) => coming), going: plans.flatMap(({ going }) => going) };
}

/** How many places a plan changes: each name that is put into a rule or taken out of one. */
export function placesOf({ coming, going }: Plan): number {
  return coming.length + new Set(going.map(({ rule, word }) => `${rule.index} ${word.text}`)).size;
}

/**
 * The plan as edits of the text: names that are answered alike whatever their arguments share a rule. The new rules stand behind all others. Undefined
 * where the text has no place for them.
 */
export function editsOf({ text, profile, ground }: Subject, { coming, going }: Plan): Edit[] | undefined {
  const rules = Map.groupBy(coming, ({ action, errnoRet, conditions = [] }) =>
    JSON.stringify([action, errnoRet, conditions.map((each) => Object.values(each).join())]),
  );
  const whole = [...rules.values()].flatMap((alike): NewRule[] => {
    const [first] = alike;
    if (first === undefined) return [];
    const [name = first.name, ...others] = new Set(alike.map((rule) => rule.name));
    return [{ ...first, name: others.length === 0 ? name : [name, ...others] }];
  });
  const edits = rewrite(text, profile, going, whole, 'last');
  return edits && [...ground, ...edits];
}

/** The filter of the text with these edits; undefined where the runtime refuses it, or it is none. */
export function filterAfter({ text, target }: Subject, edits: readonly Edit[]): Filter | undefined {
  const { value } = parseProfile(applyEdits(text, edits), 0);
  const after = value && resolve(value, target).value;
  return after?.off ? undefined : after;
}

/** One change of one place of a profile: a name allowed, whole or with some arguments, or taken out of a rule that refuses it. */
export type Atom = Plan & { word: string };

/** A call by its name, with those of the trace. */
export interface Seen {
  key: string;
  name: string;
  arch: Arch;
  calls: readonly { call: TracedCall }[];
}

const CLOSED: readonly (OciAction | undefined)[] = [
  'SCMP_ACT_KILL',
  'SCMP_ACT_KILL_THREAD',
  'SCMP_ACT_KILL_PROCESS',
  'SCMP_ACT_TRAP',
  'SCMP_ACT_ERRNO',
];

/** Whether a rule refuses what it names. */
export const isClosing = (action: OciAction | undefined): boolean => CLOSED.includes(action);

/**
 * The names by which a profile may speak of a refused call: its own, and for `socketcall` and `ipc` the calls that they were made for, which libseccomp
 * knows by their first argument.
 */
export function wordsFor(name: string, calls: readonly Pick<TracedCall, 'args'>[]): readonly string[] {
  if (!isMultiplexer(name)) return [name];
  const made = new Set(calls.map(({ args }) => args[0]));
  return [name, ...madeBy(name).filter((each) => made.has(multiplexerOf(each)?.argument))];
}

/** All changes of one place that may have to do with these words, those that allow least first. */
export function atomsFor(filter: Filter, words: readonly string[], seen: readonly Seen[]): readonly Atom[] {
  // A rule that does what the default does is dropped, or refused.
  const isOpenByDefault = filter.defaultAnswer.action === 'ALLOW';
  const allowed = isOpenByDefault ? [] : words.flatMap((word) => [...narrowAtoms(word, seen), allow(word, [])]);
  return [...allowed, ...words.flatMap((word) => refusing(filter, word).map((rule) => takeOut(rule, word)))];
}

const allow = (word: string, conditions: readonly Condition[]): Atom => ({
  word,
  coming: [{ name: word, action: 'SCMP_ACT_ALLOW', conditions }],
  going: [],
});

function narrowAtoms(word: string, seen: readonly Seen[]): Atom[] {
  return seen.flatMap(({ name, arch, calls }) => {
    const traced = calls.map(({ call }) => call);
    return name === word ? (narrowed(arch, word, traced)?.map((set) => allow(word, set)) ?? []) : [];
  });
}

function takeOut(rule: Rule, word: string): Atom {
  const gone = rule.names.filter(({ text }) => text === word);
  return { word, coming: [], going: gone.map((each) => ({ rule, word: each })) };
}

/** The rules that apply to the target and refuse a name. */
function refusing({ profile, inactive }: Filter, word: string): readonly Rule[] {
  return profile.rules.filter(
    ({ index, names, action }) =>
      isClosing(action) &&
      names.some(({ text }) => text === word) &&
      !inactive.get(word)?.some(({ rule }) => rule.index === index),
  );
}

/** A choice, and the plan that makes it; none where it changes no rule. */
export interface Planned {
  choice: Choice;
  plan?: Plan;
}

/**
 * What may be done about one refused call, each tried by itself: allow it; allow it with the arguments of the trace; make it look missing, where programs do
 * without it; give the container the least capabilities that a rule asks for. `before` is the filter of the text as it is.
 */
export function choicesFor(subject: Subject, before: Filter, refused: Refused): readonly Planned[] {
  const { name, arch, calls } = refused;
  const traced = calls.map(({ call }) => call);
  const taken = merged(refusing(before, name).map((rule) => takeOut(rule, name)));
  const isOpenByDefault = before.defaultAnswer.action === 'ALLOW';
  const whole = merged([allow(name, [])]);
  const sets = narrowed(arch, name, traced) ?? [];
  const narrow = merged(sets.map((set) => allow(name, set)));
  const missing: Plan = {
    coming: [{ name, action: 'SCMP_ACT_ERRNO', errnoRet: architectureOf(arch).enosys }],
    going: [],
  };
  const isMissing = (each: Verdict) => each.action === 'ERRNO' && each.data === architectureOf(arch).enosys;
  const all = outcomes(before, refused);
  const isClosed = all.every(({ action }) => stateOf(action) === 'closed') && !all.every(isMissing);
  const plans: readonly (readonly [ChoiceKind, readonly Plan[]])[] = [
    [
      'arguments',
      [
        ...(isOpenByDefault || sets.length === 0 ? [] : [narrow, merged([narrow, taken])]),
        ...split(before, refused, sets),
      ],
    ],
    ['call', isOpenByDefault ? [taken] : [whole, merged([whole, taken])]],
    ['enosys', isClosed && isKnownToFallBack(name) ? [missing, merged([missing, taken])] : []],
  ];
  const offers = byCapability();
  // Without a rule that waits for it, what the kernel requires is given besides.
  const besides = offers.length > 0 ? [] : (requiredFor(calls, subject.target) ?? []).slice(0, 1);
  const found = plans.flatMap(([kind, tries]) => {
    for (const plan of tries) {
      const edits = editsOf(subject, plan);
      const choice = edits && tried(kind, edits, placesOf(plan), kind === 'arguments' ? sets : []);
      if (choice !== undefined) return [{ choice, plan }];
    }
    return [];
  });
  return [...found, ...offers];

  function tried(
    kind: ChoiceKind,
    edits: readonly Edit[],
    places: number,
    conditions: Choice['conditions'],
  ): Choice | undefined {
    const after = edits.length === 0 ? undefined : filterAfter(subject, edits);
    if (after === undefined) return undefined;
    const all = outcomes(after, refused);
    const isDone =
      kind === 'enosys'
        ? all.every(isMissing)
        : !judge(after, traced).some(isToPass) &&
          (kind !== 'call' || all.every(({ action }) => stateOf(action) === 'open'));
    const capabilities = kind === 'enosys' ? [] : besides;
    return isDone ? chosen(kind, after, { edits, places, conditions, capabilities }) : undefined;
  }

  function chosen(kind: ChoiceKind, after: Filter, made: Partial<Choice>): Choice {
    const { action, data } = decide(after, withKnown(traced[0] ?? { arch, syscall: refused.syscall, args: [] }));
    const effects = effectsOf(
      before,
      after,
      arch,
      name,
      traced.map((call) => withKnown(call).args),
    );
    return { kind, edits: [], places: 0, conditions: [], capabilities: [], ...made, answer: { action, data }, effects };
  }

  function byCapability(): Planned[] {
    const { profile, target } = subject;
    for (const capabilities of capabilitySets(before, name, (given) => requiredFor(calls, given) === undefined)) {
      const given = { ...target, capabilities: [...target.capabilities, ...capabilities] };
      const after = resolve(profile, given).value;
      if (after === undefined || judge(after, traced).some(isToPass)) continue;
      return [{ choice: chosen('capability', after, { capabilities }) }];
    }
    return [];
  }
}

/** Where one rule refuses the call with these arguments and with others: what is left of it, as rules of their own. */
function split(before: Filter, { name, calls }: Refused, sets: readonly (readonly Condition[])[]): Plan[] {
  const [verdict] = calls[0]?.verdicts ?? [];
  const rule = before.profile.rules.find(({ index }) => index === verdict?.rule?.index);
  const [conditions, ...others] = sets;
  if (rule?.action === undefined || verdict?.reason.kind !== 'rule' || !conditions || others.length > 0) return [];
  if (!refusing(before, name).includes(rule)) return [];
  const { action, errnoRet } = rule;
  const left = remaining(rule, verdict.reason.conditions, conditions);
  const refused = left?.map((each) => ({ name, action, errnoRet, conditions: each }));
  return refused ? [{ coming: refused, going: takeOut(rule, name).going }] : [];
}
