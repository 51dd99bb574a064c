import { X32_BIT } from '../../linux/index.ts';
import { returnValueOf, type Verdict } from '../filter/answers.ts';
import { isBlock } from '../filter/libseccomp/Block.ts';
import { reachableAnswers } from '../filter/libseccomp/reachableAnswers.ts';
import type { NumberRange } from '../filter/numberRanges.ts';
import type { Filter } from '../filter/wholeCall.ts';
import { ALU, classOf, JEQ, JGE, operationOf } from './Instruction.ts';
import { addCalls, type Fork, inPostorder, type Node, type Serves } from './NodeTable.ts';
import { type Because, callRanges } from './run.ts';
import { firstWith, firstWithout } from './search/masks.ts';

/** Numbers that come to a node, and what was taken from them on the way there. */
interface Coming {
  first: number;
  last: number;
  taken: number;
}

/** A range that a mask cuts into more pieces counts on both sides. */
const MOST_PIECES = 512;
const MOST_RULES = 64;

/**
 * Tells the nodes of one architecture's part which calls come to them, and those for arguments and answers also by which rules. `ranges` are its numbers,
 * `nodeOf` tells where each goes on.
 */
export function tellOrigins(
  filter: Filter,
  auditArch: number,
  tree: Node,
  ranges: readonly NumberRange[],
  nodeOf: (range: NumberRange) => Node,
): void {
  const leaves = new Set<Node>();
  for (const range of ranges) {
    const calls = callRanges(auditArch, range.first, range.last);
    const leaf = nodeOf(range);
    leaves.add(leaf);
    for (const node of inPostorder(leaf)) {
      addCalls(node.serves, calls);
      tellRules(filter, node, range);
    }
  }
  const coming = new Map<Node, Coming[]>([[tree, [{ first: 0, last: 0xffffffff, taken: 0 }]]]);
  for (const node of [...inPostorder(tree)].reverse()) {
    const here = merged(coming.get(node) ?? []);
    if (leaves.has(node) || here.length === 0) continue;
    for (const { first, last, taken } of here)
      addCalls(node.serves, callRanges(auditArch, first + taken, last + taken));
    if (node.kind === 'step') arrive(node.next, classOf(node.code) === ALU ? withoutBit(here) : here);
    else if (node.kind === 'fork') {
      const { yes, no } = split(node, here);
      arrive(node.whenTrue, yes);
      arrive(node.whenFalse, no);
    }
  }

  function arrive(node: Node, ranges: readonly Coming[]): void {
    const known = coming.get(node);
    if (known === undefined) coming.set(node, [...ranges]);
    else known.push(...ranges);
  }
}

function tellRules(filter: Filter, { kind, k, serves }: Node, { located }: NumberRange): void {
  if ('verdict' in located) {
    if (kind === 'return') because(serves, becauseOf(located.verdict));
    return;
  }
  const rules = located.entry?.rules ?? [];
  if (kind !== 'return') {
    // A call with more has comparisons that know their own.
    if (rules.length > MOST_RULES) return;
    for (const { rule } of rules) serves.rules.add(rule);
    return;
  }
  const program = located.entry?.program;
  const answers = isBlock(program) ? reachableAnswers(program) : new Set([program]);
  for (const answer of answers) {
    if (answer !== undefined && answer.action === k) {
      serves.rules.add(answer.rule);
      because(serves, 'rule');
    }
    if (answer === undefined && k === returnValueOf(filter.defaultAnswer)) because(serves, 'default-action');
  }
}

function because({ because: known }: Serves, reason: Because): void {
  if (!known.includes(reason)) known.push(reason);
}

function becauseOf({ reason: { kind } }: Verdict): Because {
  switch (kind) {
    case 'no-rule':
    case 'conditions':
    case 'misread':
    case 'inactive':
    case 'redundant':
    case 'name-too-new':
      return 'default-action';
    default:
      return kind;
  }
}

/** In order, neighbours as one. */
function merged(ranges: readonly Coming[]): readonly Coming[] {
  const found: Coming[] = [];
  for (const range of [...ranges].sort((a, b) => a.first + a.taken - b.first - b.taken)) {
    const last = found.at(-1);
    if (last?.taken === range.taken && last.last + 1 === range.first)
      found[found.length - 1] = { ...last, last: range.last };
    else found.push(range);
  }
  return found;
}

/** What comes behind the AND that takes x32's bit. */
function withoutBit(ranges: readonly Coming[]): readonly Coming[] {
  return ranges.flatMap(({ first, last }) =>
    [1, 2, 3].flatMap((quarter) => {
      const [from, to] = [Math.max(first, quarter * X32_BIT), Math.min(last, (quarter + 1) * X32_BIT - 1)];
      const taken = quarter === 2 ? 0 : X32_BIT;
      return from > to ? [] : [{ first: from - taken, last: to - taken, taken }];
    }),
  );
}

function split({ code, k }: Fork, ranges: readonly Coming[]): { yes: Coming[]; no: Coming[] } {
  const yes: Coming[] = [];
  const no: Coming[] = [];
  for (const range of ranges) {
    for (const { first, last, holds } of piecesOf(operationOf(code), k, range)) {
      if (first > last) continue;
      const piece = { first, last, taken: range.taken };
      if (holds !== false) yes.push(piece);
      if (holds !== true) no.push(piece);
    }
  }
  return { yes, no };
}

/** A range cut where the comparison begins or ceases to hold; `holds` undefined: both, here and there. */
function piecesOf(
  operation: number,
  k: number,
  { first, last }: Coming,
): readonly { first: number; last: number; holds: boolean | undefined }[] {
  if (operation === JGE || operation === JEQ) {
    const end = operation === JEQ ? Math.min(last, k) : last;
    return [
      { first, last: Math.min(last, k - 1), holds: false },
      { first: Math.max(first, k), last: end, holds: true },
      ...(operation === JEQ ? [{ first: Math.max(first, k + 1), last, holds: false }] : []),
    ];
  }
  const pieces: { first: number; last: number; holds: boolean | undefined }[] = [];
  for (let from = first; from <= last && pieces.length < MOST_PIECES; ) {
    const holds = (from & k) !== 0;
    const next = (holds ? firstWithout : firstWith)(k, from, last) ?? last + 1;
    pieces.push({ first: from, last: next - 1, holds });
    from = next;
  }
  return pieces.length < MOST_PIECES ? pieces : [{ first, last, holds: undefined }];
}
