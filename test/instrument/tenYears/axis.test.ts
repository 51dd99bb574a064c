import { describe, expect, test } from 'vitest';
import { alongTime, countOf, NARROW, piecesOf, WIDE } from '../../../src/instrument/tenYears/axis.ts';
import type { ChangedCalls, DefaultChangeKind } from '../../../src/instrument/tenYears/TenYears.ts';

const calls = (kind: DefaultChangeKind, many: number): ChangedCalls => ({
  ...{ kind, on: '', where: '', answers: '', calls: Array.from({ length: many }, (_, at) => `call${at}`) },
});
const of = (...rows: ChangedCalls[]) => ({ calls: rows });

test.each<[date: string, wide: number, narrow: number]>([
  ['2016-01-01', 8, 40],
  ['2027-01-01', 668, 596],
  ['2021-07-02', 338, 318],
  // a month at its middle
  ['2021-07', 340.3, 319.9],
])('%s on the axis', (date, wide, narrow) =>
  expect([alongTime(WIDE, date), alongTime(NARROW, date)]).toEqual([wide, narrow]),
);

describe('the sticks of a change', () => {
  test.each<[what: string, change: { calls: ChangedCalls[] }, pieces: string]>([
    ['nothing', of(), ''],
    ['another error alone', of(calls('otherwise', 4)), ''],
    ['one call', of(calls('opened', 1)), 'opened 0 7.6'],
    ['many', of(calls('opened', 25)), 'opened 0 26'],
    ['what a capability opens on top', of(calls('opened', 4), calls('gated', 1)), 'opened 0 12.2; gated 12.2 7.6'],
    ['both ways out', of(calls('closed', 3), calls('ungated', 1)), 'closed 0 12.2'],
  ])('%s', (_, change, pieces) =>
    expect(
      piecesOf(change)
        .map(({ kind, from, by }) => `${kind} ${from} ${by}`)
        .join('; '),
    ).toBe(pieces),
  );
});

test('calls are counted by kind', () =>
  expect(countOf(of(calls('opened', 2), calls('opened', 3), calls('closed', 1)), 'opened')).toBe(5));
