import { architectureOf } from '../../linux/index.ts';
import { answerOf, returnValueOf } from '../filter/answers.ts';
import { BAD_ARCH } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import type { AddedRule } from '../filter/libseccomp/AddedRule.ts';
import { walk } from '../filter/libseccomp/walk.ts';
import { type NumberRange, numberRanges } from '../filter/numberRanges.ts';
import { argumentNodes } from './arguments/argumentNodes.ts';
import type { Node } from './Node.ts';
import { nodeTable } from './NodeTable.ts';
import { dispatchNumbers, type Search } from './numbers/dispatchNumbers.ts';
import { startLeaves } from './numbers/Leaves.ts';
import { numberRuns } from './numbers/numberRuns.ts';
import { numberWeights } from './numbers/numberWeights.ts';
import { callRanges, LAST_NUMBER } from './Program.ts';
import type { MaskSource } from './search/masks.ts';
import { ARCHITECTURE_OFFSET, NUMBER_OFFSET } from './seccompData.ts';
import { tellOrigins } from './tellOrigins.ts';
import type { CallWeight } from './Wish.ts';

/** How a program is searched. */
export interface Plan {
  /** How many instructions it is worth that every call takes one step less. */
  steps: number;
  /** Left out: no JSET. */
  masks?: MaskSource | undefined;
  weights?: readonly CallWeight[] | undefined;
  /** Other architectures first: the tree of one leads into those that stand already. */
  nativeLast?: boolean;
  /** A tree for each architecture that leads into no other, x32's numbers among x86_64's. */
  apart?: boolean;
  /** Comparisons of arguments as libseccomp makes them, which calls can share. */
  unfolded?: boolean;
}

/** A whole filter before it is laid out: first the architecture is looked at, then the number, then the arguments. */
export function programNode(filter: Filter, plan: Plan): Node {
  const table = nodeTable();
  if (filter.off) {
    const all = table.answer(returnValueOf({ action: 'ALLOW', data: 0 }));
    all.serves.because.push('no-filter');
    return all;
  }
  const ofRule = (rule: AddedRule | undefined) => table.answer(rule?.action ?? returnValueOf(filter.defaultAnswer));
  const argumentNode = argumentNodes(architectureOf(filter.target.arch).endian, table, ofRule, !plan.unfolded);
  const nodeOf = ({ located }: NumberRange): Node =>
    'verdict' in located ? table.answer(returnValueOf(located.verdict)) : argumentNode(located.entry?.program);
  const search: Search = { leaves: startLeaves(), table, masks: plan.masks, library: plan.apart ? undefined : [] };
  const auditArches = [...new Set([...filter.branches.keys()].map((arch) => architectureOf(arch).auditArch))];
  const parts = new Map<number, { entry: Node; ranges: readonly NumberRange[] }>();
  for (const auditArch of plan.nativeLast ? auditArches.toReversed() : auditArches) {
    const ranges = numberRanges(filter, auditArch);
    const weights = numberWeights(auditArch, plan.steps, plan.weights);
    const runs = numberRuns(ranges, search.leaves, weights, nodeOf, (range) => isAllowed(filter, range));
    const tree = dispatchNumbers(runs, search);
    parts.set(auditArch, { entry: runs.length > 1 ? table.load(NUMBER_OFFSET, tree) : tree, ranges });
  }
  const foreign: Node = table.answer(BAD_ARCH);
  foreign.serves.because.push('foreign-architecture');
  for (const auditArch of auditArches) {
    const part = parts.get(auditArch);
    if (part !== undefined) tellOrigins(filter, auditArch, part.entry, part.ranges, nodeOf);
  }
  const first = auditArches.reduceRight<Node>((whenFalse, auditArch) => {
    const { entry = foreign } = parts.get(auditArch) ?? {};
    const comparison = table.fork('EQ', auditArch, entry, whenFalse);
    comparison.serves.calls.push(...callRanges(auditArch, 0, LAST_NUMBER));
    return comparison;
  }, foreign);
  return table.load(ARCHITECTURE_OFFSET, first);
}

/** Whether a call with arguments of 0 is allowed. */
function isAllowed({ defaultAnswer }: Filter, { located }: NumberRange): boolean {
  if ('verdict' in located) return located.verdict.action === 'ALLOW';
  const rule = located.entry && walk(located.entry.program, []);
  return (rule === undefined ? defaultAnswer : answerOf(rule.action)).action === 'ALLOW';
}
