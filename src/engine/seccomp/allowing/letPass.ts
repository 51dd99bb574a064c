import { applyEdits, type Edit } from '../../text/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { resolve } from '../filter/resolve.ts';
import type { Verdict } from '../filter/Verdict.ts';
import { parseProfile } from '../profile/parseProfile.ts';
import { type Going, type NewRule, rewrite } from './rewrite.ts';

/** A call that is to pass, by its name: with any arguments. */
export interface Refused {
  name: string;
  verdict: Verdict;
}

/**
 * Edits of the profile's text that let these calls pass, the least that do: one rule more; and where rules refuse some of them by name, the same without
 * these names. Every other rule stays. Each is tried: `holds` is asked of the filter after it. Undefined where none does.
 */
export function letPass(
  filter: Filter,
  text: string,
  refused: readonly Refused[],
  holds: (after: Filter) => boolean,
): Edit[] | undefined {
  const { profile, target } = filter;
  if (profile.inString || refused.length === 0) return undefined;
  return tries(filter, text, refused).find((edits) => {
    const changed = parseProfile(applyEdits(text, edits)).value;
    const after = changed && resolve(changed, target).value;
    return after !== undefined && holds(after);
  });
}

function tries({ profile, defaultAnswer }: Filter, text: string, refused: readonly Refused[]): readonly Edit[][] {
  // What passes by default only has to be refused no more; a rule that says so would be dropped.
  const isOpen = defaultAnswer.action === 'ALLOW';
  const rule: NewRule = { name: refused.map(({ name }) => name), action: 'SCMP_ACT_ALLOW' };
  const coming = isOpen ? [] : [rule];
  const going = refused.flatMap(({ name, verdict }): Going[] => {
    const own = profile.rules.find(({ index }) => index === verdict.rule?.index);
    return own?.names.flatMap((word) => (word.text === name ? [{ rule: own, word }] : [])) ?? [];
  });
  const all = [isOpen ? undefined : rewrite(text, profile, [], coming), rewrite(text, profile, going, coming)];
  return all.flatMap((edits) => (edits === undefined || edits.length === 0 ? [] : [edits]));
}
