import { describe, expect, test } from 'vitest';
import { alongTime, labelsOf, NARROW, piecesOf, WIDE } from '../../../src/instrument/tenYears/markDay.ts';
import { placing } from '../../../src/instrument/tenYears/step.ts';
import type { DefaultMark, Lane } from '../../../src/instrument/tenYears/TenYears.ts';
import { tenYears } from '../../../src/site/dockerDefault/tenYears.ts';

const counts = (opened: number, gated: number, closed: number) => ({ counts: { opened, gated, closed } });

test.each<[date: string, wide: number, narrow: number]>([
  ['2016-01-01', 8, 32],
  ['2027-01-01', 668, 596],
  // a month at its middle
  ['2021-07-16', 340.3, 316],
  ['2021-07', 340.3, 316],
])('%s on the axis', (date, wide, narrow) =>
  expect([alongTime(WIDE, date), alongTime(NARROW, date)]).toEqual([wide, narrow]),
);

describe('the sticks of a change', () => {
  test.each<[what: string, change: Pick<DefaultMark, 'counts'>, pieces: string]>([
    ['nothing', counts(0, 0, 0), ''],
    ['one call', counts(1, 0, 0), 'opened 0 9'],
    ['many', counts(25, 0, 0), 'opened 0 33'],
    ['what a capability opens on top', counts(4, 1, 0), 'opened 0 15; gated 15 9'],
    ['what goes, from the base again', counts(1, 0, 4), 'opened 0 9; closed 0 15'],
  ])('%s', (_, change, pieces) =>
    expect(
      piecesOf(change)
        .map(({ kind, from, by }) => `${kind} ${from} ${by}`)
        .join('; '),
    ).toBe(pieces),
  );

  test('shorter where there is little room', () => expect(piecesOf(counts(1, 0, 0), 0.5)[0]?.by).toBe(4.5));
});

test('a box lies across time, on the side that is meant', () => {
  expect([placing(WIDE).box(100, 92, -10, 0, 4), placing(WIDE).box(100, 92, 0, 10, 4)]).toEqual([
    { x: 98, y: 82, width: 4, height: 10 },
    { x: 98, y: 92, width: 4, height: 10 },
  ]);
  expect([placing(NARROW).box(100, 112, -10, 0, 4), placing(NARROW).box(100, 112, 0, 10, 4)]).toEqual([
    { x: 112, y: 98, width: 10, height: 4 },
    { x: 102, y: 98, width: 10, height: 4 },
  ]);
});

test('Docker’s releases that took calls away are named, unless they would touch', () => {
  const mark = (release: string, date: string, closed: number, lane: Lane = 'docker'): DefaultMark => ({
    ...{ id: release, lane, title: `Docker ${release}`, date, ...counts(0, 0, closed) },
  });
  const marks = [
    mark('1.12.0', '2016-07-27', 4),
    mark('17.03.0', '2017-02-23', 1),
    mark('18.09.0', '2018-11-06', 1),
    mark('24.0.3', '2023-07-03', 0),
    mark('2.1', '2026-10', 3, 'containerd'),
  ];
  expect([WIDE, NARROW].map((layout) => labelsOf(marks, layout).map(({ id }) => id))).toEqual([
    ['1.12.0', '18.09.0'],
    ['1.12.0', '17.03.0', '18.09.0'],
  ]);
});

test('every change that the site knows lies on the axis', async () => {
  const outside = (await tenYears()).filter(({ date }) => {
    const at = alongTime(WIDE, date);
    return at < WIDE.from || at > WIDE.to;
  });
  expect(outside.map(({ id }) => id)).toEqual([]);
});
