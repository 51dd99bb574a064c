import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agrees, canHold } from '../../../../src/engine/seccomp/filter/libseccomp/canHold.ts';
import type { Asking } from '../../../../src/engine/seccomp/regions/Bounds.ts';
import {
  findingsOf,
  isDecided,
  type Known,
  learnt,
  NOTHING_KNOWN,
} from '../../../../src/engine/seccomp/regions/Known.ts';
import { runs } from '../../../seed.ts';

const MASKS = [0xffffffff, 0xffffffff, 0xffffffff, 0x7, 0x6, 0x80000001, 0xf0, 0];
const DATA = [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x80000000, 0x80000001, 0xf0, 0xfffffffe, 0xffffffff];

const asking: fc.Arbitrary<Asking> = fc.record({
  part: fc.constant(0),
  op: fc.constantFrom('EQ' as const, 'EQ' as const, 'GT' as const, 'GE' as const),
  mask: fc.constantFrom(...MASKS),
  datum: fc.constantFrom(...DATA),
  go: fc.constant(() => ({ answer: 0 })),
});
const comparison = fc.tuple(asking, fc.boolean());

test('values are left where canHold finds one, the kept one agrees, and what is decided has one outcome', () => {
  fc.assert(
    fc.property(fc.array(comparison, { minLength: 1, maxLength: 12 }), (comparisons) => {
      const budget = { left: 1_000_000 };
      let known: Known = NOTHING_KNOWN;
      for (const [each, held] of comparisons) {
        const { op, mask, datum } = each;
        const findings = [...findingsOf(known), { op, mask, datum, held }];
        const is = isDecided(known, each);
        if (is !== undefined) {
          expect([is, canHold(findings)]).toEqual([is, is === held]);
          continue;
        }
        const more = learnt(known, each, held, budget);
        expect(more !== undefined).toBe(canHold(findings));
        if (more === undefined) continue;
        expect([findingsOf(more), agrees(more.value, findings)]).toEqual([findings, true]);
        known = more;
      }
    }),
    { numRuns: runs(2000) },
  );
});

test('no value is given where the budget is used up', () => {
  const every = [1, 2, 4, 8, 16, 32].map((mask): Asking => {
    return { part: 0, op: 'EQ', mask, datum: 0, go: () => ({ answer: 0 }) };
  });
  const low: Asking = { part: 0, op: 'GE', mask: 0x3f, datum: 1, go: () => ({ answer: 0 }) };
  const budgets = [1_000_000, 20].map((left) => {
    const budget = { left };
    const zero = every.reduce<Known | undefined>(
      (known, each) => known && learnt(known, each, true, budget),
      NOTHING_KNOWN,
    );
    return [zero && learnt(zero, low, true, budget), budget.left < 0];
  });
  expect(budgets).toEqual([
    [undefined, false],
    [undefined, true],
  ]);
});
