import type { RuleRef } from '../profile/formatProfile.ts';
import { ABS, ALU, AND, JEQ, JGE, JGT, JMP, JSET, LD, RET } from './Instruction.ts';
import type { Because, CallRange } from './run.ts';

/**
 * A program before it is laid out: each node is one instruction, and jumps lead to nodes. Ways may meet again in one node, never run in a circle.
 * `assemble` finds each node its place.
 */
export type Node = Return | Step | Fork;

/** Ends the program with an answer. */
export interface Return {
  kind: 'return';
  code: number;
  k: number;
  serves: Serves;
}

/** Changes the accumulator. */
interface Step {
  kind: 'step';
  code: number;
  k: number;
  serves: Serves;
  next: Node;
}

/** Compares the accumulator. */
export interface Fork {
  kind: 'fork';
  code: number;
  k: number;
  serves: Serves;
  whenTrue: Node;
  /** The way that is written right behind the comparison. */
  whenFalse: Node;
}

/** An instruction's origin while it is gathered. */
export interface Serves {
  calls: CallRange[];
  rules: Set<RuleRef>;
  because: Because[];
}

export function serves(): Serves {
  return { calls: [], rules: new Set(), because: [] };
}

/** Counts more calls in, which come in ascending order. */
export function addCalls({ calls }: Serves, ranges: readonly CallRange[]): void {
  for (const range of ranges) {
    const last = calls.at(-1);
    if (last?.arch === range.arch && last.last + 1 === range.first) calls.splice(-1, 1, { ...last, last: range.last });
    else calls.push(range);
  }
}

/** Where a node leads, when true first. */
export function waysFrom(node: Node): readonly Node[] {
  if (node.kind === 'return') return [];
  return node.kind === 'step' ? [node.next] : [node.whenTrue, node.whenFalse];
}

/** Every node that can be reached, each after all that it leads to, so that the first node comes last. `waysOf`: in which order its ways are taken. */
export function inPostorder(entry: Node, waysOf: (node: Node) => readonly Node[] = waysFrom): readonly Node[] {
  const seen = new Set<Node>([entry]);
  const ordered: Node[] = [];
  // Not recursive: a profile can make a way of thousands of comparisons.
  const path: { node: Node; ways: readonly Node[]; at: number }[] = [{ node: entry, ways: waysOf(entry), at: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const way = top.ways[top.at];
    top.at += 1;
    if (way === undefined) {
      ordered.push(top.node);
      path.pop();
    } else if (!seen.has(way)) {
      seen.add(way);
      path.push({ node: way, ways: waysOf(way), at: 0 });
    }
  }
  return ordered;
}

const COMPARISONS = { EQ: JEQ, GT: JGT, GE: JGE, SET: JSET };

/** What a conditional jump asks of the accumulator, unsigned: whether it is the value, above it, at least it, or has a bit of it. */
type Comparison = keyof typeof COMPARISONS;

/** Makes a program's nodes, each only once: what does the same and goes on the same way is the same node. A comparison whose ways are one is none. */
export interface NodeTable {
  fork(comparison: Comparison, value: number, whenTrue: Node, whenFalse: Node): Node;
  /** A = the word at this offset of struct seccomp_data. */
  load(offset: number, next: Node): Step;
  /** A &= bits. */
  mask(bits: number, next: Node): Step;
  /** Answers with a SECCOMP_RET_* value. */
  answer(value: number): Return;
}

export function nodeTable(): NodeTable {
  const forks = new Map<Node, Map<Node, Fork[]>>();
  const steps = new Map<Node, Step[]>();
  const answers = new Map<number, Return>();

  return {
    fork(comparison, k, whenTrue, whenFalse) {
      if (whenTrue === whenFalse) return whenTrue;
      const code = JMP | COMPARISONS[comparison];
      const same = listOf(mapOf(forks, whenTrue), whenFalse);
      const known = same.find((fork) => fork.k === k && fork.code === code);
      if (known !== undefined) return known;
      const made: Fork = { kind: 'fork', code, k, serves: serves(), whenTrue, whenFalse };
      same.push(made);
      return made;
    },
    load: (offset, next) => step(LD | ABS, offset, next),
    mask: (bits, next) => step(ALU | AND, bits, next),
    answer(value) {
      const known = answers.get(value);
      if (known !== undefined) return known;
      const made: Return = { kind: 'return', code: RET, k: value, serves: serves() };
      answers.set(value, made);
      return made;
    },
  };

  function step(code: number, k: number, next: Node): Step {
    const same = listOf(steps, next);
    const known = same.find((each) => each.code === code && each.k === k);
    if (known !== undefined) return known;
    const made: Step = { kind: 'step', code, k, serves: serves(), next };
    same.push(made);
    return made;
  }
}

function mapOf<Key, Inner, Value>(map: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  const known = map.get(key) ?? new Map<Inner, Value>();
  map.set(key, known);
  return known;
}

function listOf<Key, Value>(map: Map<Key, Value[]>, key: Key): Value[] {
  const known = map.get(key) ?? [];
  map.set(key, known);
  return known;
}
