import { type Architecture, architectureOf } from '../../linux/index.ts';
import { answerOf } from '../filter/answers.ts';
import { BAD_ARCH } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { answerNodes } from './answerNodes.ts';
import { argumentNodes } from './argumentNodes.ts';
import { callRanges, LAST_NUMBER } from './callRanges.ts';
import { dispatchNumber } from './dispatchNumber.ts';
import { type Node, serves } from './Node.ts';
import { fork, load } from './nodes.ts';
import { ARCHITECTURE_OFFSET } from './seccompData.ts';

/** A whole filter: first the architecture is looked at, then the number, then the arguments. */
export function dispatchArchitecture(filter: Filter, endian: Architecture['endian']): Node {
  const answers = answerNodes(filter);
  if (filter.off) return answers.ofVerdict({ action: 'ALLOW', data: 0, reason: { kind: 'no-rule' } });
  const entries = [...filter.branches.values()].flatMap(({ calls }) => [...calls.values()]);
  const argumentNode = argumentNodes(
    entries.map(({ program }) => program),
    endian,
    answers,
  );
  const auditArches = new Set([...filter.branches.keys()].map((arch) => architectureOf(arch).auditArch));
  const foreign: Node = answers.ofVerdict({ ...answerOf(BAD_ARCH), reason: { kind: 'foreign-architecture' } });
  const parts = [...auditArches].map((auditArch) => ({
    auditArch,
    part: dispatchNumber(filter, auditArch, answers, argumentNode) ?? foreign,
  }));
  const first = parts.reduceRight<Node>((whenFalse, { auditArch, part }) => {
    const origin = serves(callRanges(auditArch, 0, LAST_NUMBER));
    return fork('EQ', auditArch, origin, { whenTrue: part, whenFalse, behind: 'whenTrue' });
  }, foreign);
  return load(ARCHITECTURE_OFFSET, serves(), first);
}
