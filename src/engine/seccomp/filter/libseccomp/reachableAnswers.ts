import type { AddedRule } from './AddedRule.ts';
import { type ArgumentNode, levelStart } from './ArgumentNode.ts';
import { canHold, type Finding } from './canHold.ts';

/** By half argument, what is known of it on the way down. The halves of arguments are independent of each other. */
type Known = ReadonlyMap<string, readonly Finding[]>;

/** Ways looked at before the search ends; a profile with more has hundreds of conditions on one call. */
const MOST_STEPS = 20_000;

/**
 * Every answer that some arguments get: the rules, and undefined where the default action can be reached. All ways through the tree are walked
 * as `walk` does, and a way that no argument can take is left. After MOST_STEPS what was found by then is given.
 */
export function reachableAnswers(top: ArgumentNode): ReadonlySet<AddedRule | undefined> {
  const found = new Set<AddedRule | undefined>();
  let steps = 0;

  const explore = (node: ArgumentNode | undefined, known: Known, otherwise: (known: Known) => void): void => {
    if (node === undefined) {
      otherwise(known);
      return;
    }
    for (const held of [true, false]) {
      if (++steps > MOST_STEPS) return;
      const half = `${node.argument}${node.high ? 'h' : 'l'}`;
      const findings = [...(known.get(half) ?? []), { node, held }];
      if (!canHold(findings)) continue;
      const more = new Map(known).set(half, findings);
      const below = held ? node.ifTrue : node.ifFalse;
      const answer = held ? node.whenTrue : node.whenFalse;
      if (below !== undefined) explore(levelStart(below), more, (learned) => explore(node.next, learned, otherwise));
      else if (answer !== undefined) found.add(answer);
      else explore(node.next, more, otherwise);
    }
  };
  explore(levelStart(top), new Map(), () => found.add(undefined));
  return found;
}

/** The arguments that the tree compares, ascending. */
export function comparedArguments(top: ArgumentNode): readonly number[] {
  const seen = new Set<ArgumentNode>();
  const visit = (level: ArgumentNode | undefined) => {
    for (let node = level && levelStart(level); node !== undefined; node = node.next) {
      if (seen.has(node)) continue;
      seen.add(node);
      visit(node.ifTrue);
      visit(node.ifFalse);
    }
  };
  visit(top);
  return [...new Set([...seen].map(({ argument }) => argument))].sort((a, b) => a - b);
}
