import type { Edit } from '../../text/index.ts';
import { type Going, type NewRule, rewrite } from '../allowing/rewrite.ts';
import type { Filter } from '../filter/Filter.ts';
import type { RefusedCall } from './refusedAtStart.ts';

/**
 * Edits of the profile's text that let these calls pass, least first, each to be tried: one rule more; and where rules refuse some of them by name, the
 * same without these names. Every other rule stays.
 */
export function startFixes(
  { profile, defaultAnswer }: Filter,
  text: string,
  refused: readonly RefusedCall[],
): readonly Edit[][] {
  // What passes by default only has to be refused no more; a rule that says so would be dropped.
  const isOpen = defaultAnswer.action === 'ALLOW';
  const rule: NewRule = { name: refused.map(({ name }) => name), action: 'SCMP_ACT_ALLOW' };
  const coming = isOpen ? [] : [rule];
  const going = refused.flatMap(({ name, verdict }): Going[] => {
    const own = profile.rules.find(({ index }) => index === verdict.rule?.index);
    return own?.names.flatMap((word) => (word.text === name ? [{ rule: own, word }] : [])) ?? [];
  });
  const tries = [isOpen ? undefined : rewrite(text, profile, [], coming), rewrite(text, profile, going, coming)];
  return tries.flatMap((edits) => (edits === undefined || edits.length === 0 ? [] : [edits]));
}
