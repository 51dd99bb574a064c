import { type Call, type Filter, formatCondition, type Verdict } from '../../../engine/seccomp/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { placeOfRule } from '../../../instrument/words/places.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { Outcome } from '../state/Reply.ts';
import { namedValues } from './argumentWords.ts';
import { defaultWords } from './defaultWords.ts';
import { reasonWords } from './reasonWords.ts';

/** The answers that some arguments get, one entry for each word: what rules ask for first, what is left to the default action last. */
export function outcomesOf(verdicts: readonly Verdict[], filter: Filter, call: Call): readonly Outcome[] {
  const [rules, others] = asWritten(verdicts);
  const byRule = Map.groupBy(rules, (verdict) => actionWords(verdict, call.arch).headline);
  return [
    ...[...byRule.values()].flatMap((same) => outcome(same, call, byRules(same, call))),
    ...others.flatMap((verdict) => outcome([verdict], call, otherwise(verdict, filter, call))),
  ];
}

/** The verdicts of rules in the profile's order, and all others. */
export function asWritten(verdicts: readonly Verdict[]): [rules: readonly Verdict[], others: readonly Verdict[]] {
  const rules = verdicts.filter(({ reason }) => reason.kind === 'rule');
  return [
    rules.toSorted((a, b) => (a.rule?.index ?? 0) - (b.rule?.index ?? 0)),
    verdicts.filter((verdict) => !rules.includes(verdict)),
  ];
}

function outcome([verdict]: readonly Verdict[], { arch }: Call, when: Phrase): Outcome[] {
  if (!verdict) return [];
  const { tone, word } = actionWords(verdict, arch);
  return [{ tone, word, when }];
}

function byRules(verdicts: readonly Verdict[], call: Call): Phrase {
  const cases = verdicts.map(({ rule, reason }): Phrase => {
    const conditions = reason.kind === 'rule' ? reason.conditions : [];
    // The word joiner keeps the parenthesis on the line of the place.
    const at: Phrase = rule ? [' (', placeOfRule(rule), '\u2060)'] : [];
    return conditions.length === 0
      ? ['all other arguments', ...at]
      : [...listed(conditions.map((condition) => [code(formatCondition(condition))])), ...at];
  });
  const conditions = verdicts.flatMap(({ reason }) => (reason.kind === 'rule' ? reason.conditions : []));
  return ['For ', ...listed(cases, 'or'), '.', ...namedValues(call, conditions)];
}

function otherwise(verdict: Verdict, filter: Filter, call: Call): Phrase {
  if (verdict.reason.kind !== 'conditions') return reasonWords(verdict, { filter, call });
  return ['Otherwise: ', ...defaultWords(filter), '.'];
}
