import { type ArgumentNode, levelStart } from '../filter/libseccomp/ArgumentNode.ts';
import type { RuleRef } from '../profile/Profile.ts';

type Rules = ReadonlySet<RuleRef>;

/** The rules that a comparison is there for: those that it answers with itself, and those of all comparisons below it. `known` saves what was found. */
export function rulesOf(node: ArgumentNode, known: Map<ArgumentNode, Rules>): Rules {
  const rules = new Set<RuleRef>();
  for (const answer of [node.whenTrue, node.whenFalse]) if (answer !== undefined) rules.add(answer.rule);
  for (const level of [node.ifTrue, node.ifFalse]) {
    if (level !== undefined) for (const rule of rulesOfLevel(levelStart(level), known)) rules.add(rule);
  }
  return rules;
}

function rulesOfLevel(start: ArgumentNode, known: Map<ArgumentNode, Rules>): Rules {
  const found = known.get(start);
  if (found !== undefined) return found;
  const rules = new Set<RuleRef>();
  for (let node: ArgumentNode | undefined = start; node !== undefined; node = node.next) {
    for (const rule of rulesOf(node, known)) rules.add(rule);
  }
  known.set(start, rules);
  return rules;
}
