import { type Arch, isKnownName, numberOf, resolveName } from '../../linux/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { outcomes } from '../filter/outcomes.ts';
import { versionsOf } from '../filter/Target.ts';
import type { Verdict } from '../filter/Verdict.ts';
import type { Profile, Rule, Word } from '../profile/Profile.ts';
import { stateOf } from '../roads/reach.ts';

/** What the checks look at, worked out once. */
export interface Situation {
  profile: Profile;
  filter: Filter;
  /** The profile's text, without which no fix can be written. */
  text: string | undefined;
  /** The rules that apply to the target. */
  active: readonly Rule[];
  /** Those of them that runc drops, for their action is the default action. */
  redundant: ReadonlySet<Rule>;
  /** By name: the rules among the others that name it. */
  byName: ReadonlyMap<string, readonly Rule[]>;
  /** In how many active rules a name stands, the redundant ones included. */
  mentions: ReadonlyMap<string, number>;
  /** Where each name stands that decides some call: offsets of its word. */
  deciding: ReadonlySet<number>;
  /** Every answer that a call gets on an ABI of the filter; undefined where the ABI lacks it. */
  answers(arch: Arch, name: string): readonly Verdict[] | undefined;
}

export function situationOf(profile: Profile, filter: Filter, text: string | undefined): Situation {
  const inactive = new Set([...filter.inactive.values()].flat().map(({ rule }) => rule.index));
  const active = profile.rules.filter(({ index, names }) => !inactive.has(index) && names.length > 0);
  const dropped = new Set([...filter.redundant.values()].flat().map(({ index }) => index));
  const redundant = new Set(active.filter(({ index }) => dropped.has(index)));
  const byName = new Map<string, Rule[]>();
  const mentions = new Map<string, number>();
  for (const rule of active) {
    for (const { text: name } of rule.names) {
      mentions.set(name, (mentions.get(name) ?? 0) + 1);
      if (redundant.has(rule)) continue;
      const rules = byName.get(name);
      if (rules === undefined) byName.set(name, [rule]);
      else if (rules.at(-1) !== rule) rules.push(rule);
    }
  }
  const known = new Map<string, readonly Verdict[] | undefined>();
  return {
    profile,
    filter,
    text,
    active,
    redundant,
    byName,
    mentions,
    deciding: decidingWords(filter),
    answers(arch, name) {
      const key = `${arch} ${name}`;
      if (!known.has(key)) {
        const syscall = numberOf(arch, name);
        known.set(key, syscall === undefined ? undefined : outcomes(filter, { arch, syscall }));
      }
      return known.get(key);
    },
  };
}

function decidingWords(filter: Filter): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [arch, { calls }] of filter.branches) {
    for (const number of calls.keys()) {
      if (number < 0) continue;
      for (const { rule } of outcomes(filter, { arch, syscall: number })) found.add(rule?.nameSpan?.start ?? -1);
    }
  }
  return found;
}

/** The names of a rule that the target's libseccomp knows, each once. */
export function knownWords({ filter }: Situation, { names }: Rule): readonly Word[] {
  const { libseccomp } = versionsOf(filter.target);
  const seen = new Set<string>();
  return names.filter(({ text }) => isKnownName(text, libseccomp) && !seen.has(text) && seen.add(text));
}

/** The ABIs of the filter that have a call. */
export function abisWith({ filter }: Situation, name: string): readonly Arch[] {
  return filter.architectures.filter((arch) => numberOf(arch, name) !== undefined);
}

/** Whether some arguments of the call pass on some ABI. */
export function passes(situation: Situation, name: string): boolean {
  return situation.filter.architectures.some((arch) =>
    situation.answers(arch, name)?.some(({ action }) => stateOf(action) === 'open'),
  );
}

/** Whether runc's ENOSYS line stays where it is when a rule with these names goes. */
export function keepsLine({ filter, mentions }: Situation, names: readonly Word[]): boolean {
  const { libseccomp } = versionsOf(filter.target);
  return names.every(({ text }) =>
    [...filter.branches].every(
      ([arch, { highest }]) =>
        highest === undefined ||
        resolveName(arch, text, libseccomp) < highest ||
        (mentions.get(text) ?? 0) > countOf(names, text),
    ),
  );
}

const countOf = (names: readonly Word[], name: string) => new Set(names.filter(({ text }) => text === name)).size;
