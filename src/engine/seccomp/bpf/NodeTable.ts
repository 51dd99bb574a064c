import { ABS, ALU, AND, JEQ, JGE, JGT, JMP, JSET, LD, RET } from './Instruction.ts';
import { type Fork, type Node, type Return, type Step, serves } from './Node.ts';

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
