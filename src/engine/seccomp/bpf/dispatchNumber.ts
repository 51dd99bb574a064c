import type { Filter } from '../filter/Filter.ts';
import type { Target } from '../filter/libseccomp/Block.ts';
import { type NumberRange, numberRanges } from '../filter/numberRanges.ts';
import type { RuleRef } from '../profile/Profile.ts';
import type { AnswerNodes } from './answerNodes.ts';
import { addCalls, inPostorder, load, type Node, serves } from './Node.ts';
import { callRanges, LAST_NUMBER } from './Program.ts';
import { type Segment, searchNumber } from './searchNumber.ts';
import { NUMBER_OFFSET } from './seccompData.ts';

/** The part of a program for the calls of one architecture, by their number; undefined for one that isn't known here. */
export function dispatchNumber(
  filter: Filter,
  auditArch: number,
  answers: AnswerNodes,
  argumentNode: (target: Target) => Node,
): Node | undefined {
  const callsIn = (first: number, last: number) => callRanges(auditArch, first, last);
  const segments = segmentsOf(numberRanges(filter, auditArch), nodeOf);
  for (const { first, last, node } of segments) {
    const origins = new Set(inPostorder(node).map((reached) => reached.serves));
    for (const origin of origins) addCalls(origin, callsIn(first, last));
  }
  const found = searchNumber(segments, callsIn);
  return found && segments.length > 1 ? load(NUMBER_OFFSET, serves(callsIn(0, LAST_NUMBER)), found) : found;

  function nodeOf({ located }: NumberRange): Node {
    if ('verdict' in located) return answers.ofVerdict(located.verdict);
    return argumentNode(located.entry?.program);
  }
}

/** Neighbours that go on at the same node are one segment. */
function segmentsOf(ranges: readonly NumberRange[], nodeOf: (range: NumberRange) => Node): readonly Segment[] {
  const segments: (Segment & { rules: Set<RuleRef> })[] = [];
  for (const range of ranges) {
    const node = nodeOf(range);
    const rules = 'verdict' in range.located ? [] : (range.located.entry?.rules ?? []);
    let segment = segments.at(-1);
    if (segment?.node === node) segment.last = range.last;
    else {
      segment = { first: range.first, last: range.last, node, rules: new Set() };
      segments.push(segment);
    }
    for (const { rule } of rules) segment.rules.add(rule);
  }
  return segments;
}
