import { architectureOf } from '../linux/index.ts';
import {
  type Condition,
  capabilitySets,
  decide,
  effectsOf,
  type Filter,
  outcomes,
  remaining,
  resolve,
  stateOf,
  type Verdict,
} from '../seccomp/index.ts';
import type { Edit } from '../text/index.ts';
import { allow, refusing, takeOut } from './atoms.ts';
import type { Choice, ChoiceKind } from './Change.ts';
import { isKnownToFallBack, isToPass, judge } from './judge.ts';
import { narrowed } from './narrow.ts';
import { editsOf, filterAfter, merged, type Plan, placesOf, type Subject } from './Plan.ts';
import type { Refused } from './refusedCalls.ts';
import { requiredFor } from './remains.ts';
import { withKnown } from './withKnown.ts';

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
