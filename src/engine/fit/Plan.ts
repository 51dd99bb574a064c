import {
  type Filter,
  type Going,
  type NewRule,
  type Profile,
  parseProfile,
  resolve,
  rewrite,
  type Target,
} from '../seccomp/index.ts';
import { applyEdits, type Edit } from '../text/index.ts';

/** A rule for one call, to be added. */
export type Coming = NewRule & { name: string };

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
