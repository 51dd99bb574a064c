import { returnValueOf } from '../filter/answers.ts';
import type { Filter } from '../filter/Filter.ts';
import type { AddedRule } from '../filter/libseccomp/AddedRule.ts';
import type { Verdict } from '../filter/Verdict.ts';
import { answer, type Return, serves } from './Node.ts';
import type { Because } from './Program.ts';

/** A filter's answers. One node stands for all that give back the same for the same kind of reason, so that its origin tells what it is for. */
export interface AnswerNodes {
  /** A rule's answer; undefined: the default action's. */
  ofRule(rule: AddedRule | undefined): Return;
  /** That of a verdict which no rule makes. */
  ofVerdict(verdict: Verdict): Return;
}

export function answerNodes(filter: Filter): AnswerNodes {
  const nodes = new Map<string, Return>();
  return {
    ofRule(rule) {
      if (rule === undefined) return node('default-action', returnValueOf(filter.defaultAnswer));
      const found = node('rule', rule.action);
      found.serves.rules.add(rule.rule);
      return found;
    },
    ofVerdict: (verdict) => node(becauseOf(verdict), returnValueOf(verdict)),
  };

  function node(because: Because, value: number): Return {
    const key = `${because} ${value}`;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const made = answer(value, { ...serves(), because });
    nodes.set(key, made);
    return made;
  }

  function becauseOf({ reason: { kind } }: Verdict): Because {
    if (filter.off) return 'no-filter';
    switch (kind) {
      case 'no-rule':
      case 'conditions':
      case 'inactive':
      case 'redundant':
      case 'name-too-new':
        return 'default-action';
      default:
        return kind;
    }
  }
}
