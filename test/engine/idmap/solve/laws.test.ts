import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkNewuidmap,
  checkWrite,
  format,
  type Plan,
  planConfigs,
  type Subid,
  solve,
  toOutside,
  type Wish,
} from '../../../../src/engine/idmap/index.ts';
import { runs } from '../../../seed.ts';
import { short } from '../extents.ts';

const often = { numRuns: runs(200) };
const span = { start: 0, end: 0, line: 1, column: 1 };
const ann = { name: 'ann', uid: 1000, gid: 1000 };

const id = (max: number) => fc.oneof(fc.integer({ min: 0, max }), fc.integer({ min: 100_000, max: 100_000 + max }));
const wish: fc.Arbitrary<Wish> = fc.record({
  inside: fc.integer({ min: 0, max: 3000 }),
  outside: fc.oneof(id(3000), fc.constantFrom(0, 1000, 4294967294)),
  count: fc.constantFrom(1, 1, 1, 2, 50),
  kind: fc.constantFrom('uid' as const, 'gid' as const, 'both' as const),
});
const wishes = fc.array(wish, { maxLength: 6 });
const subids: fc.Arbitrary<Subid[]> = fc
  .array(fc.record({ gap: fc.integer({ min: 0, max: 500 }), count: fc.integer({ min: 1, max: 4000 }) }), {
    maxLength: 4,
  })
  .map((ranges) => {
    let at = 100_000;
    return ranges.map(({ gap, count }) => {
      const start = at + gap;
      at = start + count;
      return { owner: 'ann', start, count, span };
    });
  });
const size = fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.constant('all' as const));
const prefer = fc.constantFrom('fewest' as const, 'kept' as const);

function grants(plan: Plan, { inside, outside, count = 1, kind = 'both' }: Wish): boolean {
  return (['uid', 'gid'] as const).every(
    (each) =>
      (kind !== 'both' && kind !== each) ||
      (toOutside(plan[each], inside) === outside && toOutside(plan[each], inside + count - 1) === outside + count - 1),
  );
}

function holds(name: string, property: fc.IRawProperty<unknown>) {
  test(name, () => fc.assert(property, often));
}

describe('laws of the solver', () => {
  holds(
    'a plan or a reason, never neither and never both',
    fc.property(wishes, subids, size, prefer, (wished, lines, ids, preferred) => {
      const { value, diagnostics } = solve(wished, lines, { user: ann, size: ids, prefer: preferred });
      return (value === undefined) === diagnostics.some(({ severity }) => severity === 'error');
    }),
  );

  holds(
    'the kernel takes what is planned, every wish is granted, and all of the rest is mapped',
    fc.property(wishes, subids, size, prefer, (wished, lines, ids, preferred) => {
      const { value } = solve(wished, lines, { user: ann, size: ids, prefer: preferred });
      if (value === undefined) return;
      for (const kind of ['uid', 'gid'] as const) {
        if (value[kind].length > 0) expect(checkWrite(format(value[kind], 'uid_map'), { kind }).ok).toBe(true);
        for (let inside = 0; ids !== 'all' && inside < ids; inside += 97) {
          expect(toOutside(value[kind], inside)).toBeDefined();
        }
      }
      expect(wished.filter((each) => !grants(value, each))).toEqual([]);
    }),
  );

  holds(
    'newuidmap and newgidmap write it, once the lines are added, and not before',
    fc.property(wishes, subids, size, (wished, lines, ids) => {
      const { value } = solve(wished, lines, { user: ann, size: ids });
      if (value === undefined) return;
      for (const kind of ['uid', 'gid'] as const) {
        const map = value[kind];
        if (map.length === 0) continue;
        const args = ['1', ...map.flatMap(({ inside, outside, count }) => [inside, outside, count].map(String))];
        const file = lines.map(({ owner, start, count }) => `${owner}:${start}:${count}\n`).join('');
        const added = value[`sub${kind}`].map((line) => `${line}\n`).join('');
        const outcome = (text: string) => {
          const answer = checkNewuidmap({ kind, args, caller: ann, subids: text });
          return answer.ok ? short(answer.map) : answer.message;
        };
        expect(outcome(file + added)).toBe(short(map));
        if (added !== '') expect(outcome(file)).toMatch(/not allowed$/);
      }
    }),
  );

  holds(
    'to wish what is granted already changes nothing',
    fc.property(wishes, subids, size, fc.nat(), (wished, lines, ids, pick) => {
      const { value } = solve(wished, lines, { user: ann, size: ids });
      const extent = value?.uid[pick % Math.max(1, value.uid.length)];
      if (value === undefined || extent === undefined) return;
      const again = wished.filter(({ kind, inside }) => kind !== 'gid' && inside === extent.inside);
      const granted: Wish = { inside: extent.inside, outside: extent.outside, kind: 'uid' };
      const other = solve([...wished, ...again, granted], lines, { user: ann, size: ids });
      expect(other.value?.uid.length).toBe(value.uid.length);
      expect(other.value?.subuid).toEqual(value.subuid);
      expect(short(other.value?.gid)).toBe(short(value.gid));
      if (value.sides.uid.moved === 0) expect(short(other.value?.uid)).toBe(short(value.uid));
    }),
  );

  holds(
    'no input throws, whatever the numbers',
    fc.property(
      fc.array(fc.record({ inside: fc.double(), outside: fc.oneof(fc.double(), fc.nat()), count: fc.double() }), {
        maxLength: 4,
      }),
      fc.array(fc.record({ owner: fc.string(), start: fc.double(), count: fc.double(), span: fc.constant(span) }), {
        maxLength: 4,
      }),
      fc.oneof(fc.double(), fc.nat()),
      (wished, lines, ids) => {
        const { value } = solve(wished, lines, { size: ids });
        if (value) planConfigs(value);
      },
    ),
  );

  holds(
    'every tool is told something: what to do, or why it cannot',
    fc.property(wishes, subids, size, (wished, lines, ids) => {
      const { value } = solve(wished, lines, { user: ann, size: ids });
      for (const { steps, cannot, note } of value ? planConfigs(value) : []) {
        expect(steps.length > 0 || cannot !== undefined || note !== undefined).toBe(true);
        for (const { text } of steps) expect(text).not.toMatch(/undefined|NaN/);
      }
    }),
  );
});

test.each<[string, string | undefined, (index: number) => [inside: number, outside: number]]>([
  ['that run on', 'solve-many-of-host', (index) => [index, 200_000 + index]],
  ['that run backwards', 'solve-too-large', (index) => [index, 300_000 - index]],
  ['with a gap after each, which the range fills', undefined, (index) => [2 * index, 100_000 + 2 * index]],
  [
    'that lie anywhere',
    'solve-too-large',
    (index) => [(index * 7919) % 60_000, 500_000 + ((index * 104_729) % 1_000_000)],
  ],
  ['of one id inside', 'solve-two-outsides', (index) => [5, index]],
  ['of one id outside', 'solve-two-insides', (index) => [index, 5]],
])('10,000 wishes %s are answered: %s', (_name, code, pair) => {
  const wished = Array.from({ length: 10_000 }, (_, index): Wish => {
    const [inside, outside] = pair(index);
    return { inside, outside };
  });
  // Quadratic, it would take minutes, and the test end before.
  expect(solve(wished, [{ owner: 'root', start: 100_000, count: 65_536, span }]).diagnostics[0]?.code).toBe(code);
});
