import type { Return } from '../Node.ts';

/** One comparison of 32 bits of the arguments, and where it leads. Two that do the same are one. */
export interface Test {
  /** Which half: twice the argument, plus 1 for its upper half. */
  half: number;
  mask: number;
  op: 'EQ' | 'GT' | 'GE';
  datum: number;
  whenTrue: Outcome;
  whenFalse: Outcome;
}

/** What is left to ask, or the answer. */
export type Outcome = Test | Return;

export const isTest = (outcome: Outcome): outcome is Test => 'half' in outcome;

/** Gives the one test that asks this, or what both ways lead to. */
export type MakeTest = (test: Test) => Outcome;

export function testTable(): MakeTest {
  const known = new Map<Outcome, Test[]>();
  return (test) => {
    if (test.whenTrue === test.whenFalse) return test.whenTrue;
    const same = known.get(test.whenTrue) ?? [];
    known.set(test.whenTrue, same);
    const found = same.find(
      ({ half, mask, op, datum, whenFalse }) =>
        half === test.half &&
        mask === test.mask &&
        op === test.op &&
        datum === test.datum &&
        whenFalse === test.whenFalse,
    );
    if (found === undefined) same.push(test);
    return found ?? test;
  };
}
