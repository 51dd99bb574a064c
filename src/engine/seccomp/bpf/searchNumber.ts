import type { RuleRef } from '../profile/Profile.ts';
import { fork, type Node, serves } from './Node.ts';
import type { CallRange } from './Program.ts';

/** Numbers in a row that go on at the same node. */
export interface Segment {
  first: number;
  last: number;
  node: Node;
  /** The rules on them. */
  rules: ReadonlySet<RuleRef>;
}

/** Segments that one node takes, but for single numbers among them. */
interface Group {
  first: number;
  last: number;
  node: Node;
  exceptions: Segment[];
}

/** With more, the calls that are asked for last would wait longer than another halving takes. */
const MOST_EXCEPTIONS = 4;

/**
 * Finds the node for the number in the accumulator by halving. `segments` cover all numbers, ascending, and neighbours lead to different nodes.
 * A single number between two segments of one node costs one JEQ, where it would cost two JGE to keep three apart.
 */
export function searchNumber(
  segments: readonly Segment[],
  callsIn: (first: number, last: number) => readonly CallRange[],
): Node | undefined {
  const [lowest, ...others] = groupsOf(segments);
  return lowest && search(lowest, others);

  function search(lowest: Group, others: readonly Group[]): Node {
    const middle = others.length >> 1;
    const [upper, ...above] = others.slice(middle);
    if (upper === undefined) return pick(lowest);
    const origin = serves(callsIn(lowest.first, (above.at(-1) ?? upper).last));
    const [whenTrue, whenFalse] = [search(upper, above), search(lowest, others.slice(0, middle))];
    return fork('GE', upper.first, origin, { whenTrue, whenFalse, behind: 'whenFalse' });
  }

  function pick({ node, exceptions }: Group): Node {
    return exceptions.reduceRight<Node>((whenFalse, { first, last, rules, node: whenTrue }) => {
      return fork('EQ', first, serves(callsIn(first, last), rules), { whenTrue, whenFalse, behind: 'whenFalse' });
    }, node);
  }
}

function groupsOf(segments: readonly Segment[]): readonly Group[] {
  const groups: Group[] = [];
  let exception: Segment | undefined;
  const begin = ({ first, last, node }: Segment) => groups.push({ first, last, node, exceptions: [] });
  for (const segment of segments) {
    const group = groups.at(-1);
    if (group === undefined) begin(segment);
    else if (exception === undefined) {
      if (segment.first === segment.last && group.exceptions.length < MOST_EXCEPTIONS) exception = segment;
      else begin(segment);
    } else if (segment.node === group.node) {
      group.exceptions.push(exception);
      group.last = segment.last;
      exception = undefined;
    } else {
      begin(exception);
      if (segment.first === segment.last) exception = segment;
      else {
        begin(segment);
        exception = undefined;
      }
    }
  }
  if (exception !== undefined) begin(exception);
  return groups;
}
