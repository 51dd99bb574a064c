import type { AddedRule } from './AddedRule.ts';
import type { Target } from './Block.ts';
import type { CallEntry } from './CallTable.ts';
import { canHold } from './canHold.ts';
import { chainOf } from './chainOf.ts';
import { generateBlocks } from './generateBlocks.ts';
import { type Halves, MOST_WORK, waysThrough } from './reachableAnswers.ts';

/**
 * Arguments to which the program of a call gives an answer that none of the call's rules gives them: a rule's though none with that action holds, or the
 * default action though one does. libseccomp loses parts of rules where it joins trees (db.c _db_tree_add), and compares the wrong half where two jumps to a
 * block come with different halves loaded (generateBlocks.ts). Undefined where there are none, which is exact but for calls with hundreds of conditions.
 */
export function contradiction({ program, rules }: CallEntry, bits: 32 | 64): Halves | undefined {
  const budget = { left: MOST_WORK };
  const alone = new Map(rules.map((rule) => [rule, programOf(rule)]));
  for (const way of waysThrough(program, new Map(), canHold, budget)) {
    const { answer, known } = way ?? {};
    if (known === undefined) return undefined;
    // The default action is right where no rule holds, a rule's where one with that action does.
    const asked = answer
      ? [[answer, ...rules.filter(({ action }) => action === answer.action)]]
      : rules.map((rule) => [rule]);
    for (const group of asked) {
      const found = where(answer === undefined, group, known);
      if (found !== undefined) return found;
    }
  }
  return undefined;

  function programOf(rule: AddedRule): Target {
    const entry = { chains: chainOf(rule, bits).chains, answer: rule, program: undefined };
    generateBlocks([entry]);
    return entry.program;
  }

  /** Arguments for which all these rules hold, or none does. */
  function where(hold: boolean, [rule, ...others]: readonly AddedRule[], known: Halves): Halves | undefined {
    if (rule === undefined) return known;
    for (const way of waysThrough(alone.get(rule), known, canHold, budget)) {
      const holds = way?.answer !== undefined;
      const found = way && holds === hold ? where(hold, others, way.known) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
