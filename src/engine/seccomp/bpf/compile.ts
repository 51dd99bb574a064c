import { type Architecture, architectureOf, MOST_INSTRUCTIONS } from '../../linux/index.ts';
import { type Parsed, refused } from '../../text/index.ts';
import { answerOf } from '../filter/answers.ts';
import { BAD_ARCH } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { answerNodes } from './answerNodes.ts';
import { argumentNodes } from './argumentNodes.ts';
import { assemble } from './assemble.ts';
import { dispatchNumber } from './dispatchNumber.ts';
import { fork, load, type Node, serves } from './Node.ts';
import { callRanges, LAST_NUMBER, type Program } from './Program.ts';
import { ARCHITECTURE_OFFSET } from './seccompData.ts';

/**
 * A program that answers every call as `decide` does, for the filter's target. It isn't libseccomp's, but makes its comparisons of arguments
 * block by block, misreadings included. Undefined where it would be longer than the kernel takes.
 */
export function compile(filter: Filter): Parsed<Program> {
  const { arch } = filter.target;
  const { instructions, origins } = assemble(dispatchArchitecture(filter, architectureOf(arch).endian));
  const { length } = instructions;
  if (length > MOST_INSTRUCTIONS) {
    const message = `The filter takes ${length} instructions here; the kernel takes at most ${MOST_INSTRUCTIONS}.`;
    const hint = 'The kernel refuses a longer program (EINVAL). Write fewer rules with conditions.';
    return refused('program-too-long', message, hint, filter.profile.defaultSpan);
  }
  return { value: { arch, instructions, origins }, diagnostics: [] };
}

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
