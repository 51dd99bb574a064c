import type { DefaultChange, DefaultChangeKind, Lane } from './TenYears.ts';

/** The years that the axis spans, the last not included. */
const YEARS = [2016, 2027] as const;
const DAY_MS = 86_400_000;

/** How a drawing lies: with time to the right, or downwards where there is no room. */
export interface Layout {
  width: number;
  height: number;
  isDown: boolean;
  /** Where time begins and ends. */
  from: number;
  to: number;
  /** The base of each lane across time. */
  bases: Readonly<Record<Lane, number>>;
  /** What stands for calls that are taken away points away from time's labels. */
  away: 1 | -1;
}

export const WIDE: Layout = {
  ...{ width: 680, height: 300, isDown: false, from: 8, to: 668, away: 1 },
  bases: { docker: 74, older: 150, podman: 210, containerd: 264 },
};
export const NARROW: Layout = {
  ...{ width: 340, height: 604, isDown: true, from: 40, to: 596, away: -1 },
  bases: { docker: 104, older: 186, podman: 238, containerd: 298 },
};

/** Where a day stands along time, to a tenth. A month stands at its middle. */
export function alongTime({ from, to }: Pick<Layout, 'from' | 'to'>, date: string): number {
  const [start, end] = YEARS.map((year) => Date.UTC(year, 0));
  const day = Date.parse(date) + (date.length === 7 ? 15 * DAY_MS : 0);
  const part = (day - (start ?? 0)) / ((end ?? 1) - (start ?? 0));
  return tenth(from + part * (to - from));
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/** A piece of a mark, across time: `from` the base `by` so much; calls that come on one side, those that go on the other. */
export interface Piece {
  kind: 'opened' | 'gated' | 'closed';
  from: number;
  by: number;
}

/** How long a stick is: the root of the number, so that one call is seen beside forty. */
const lengthOf = (count: number) => (count === 0 ? 0 : tenth(3 + 4.6 * Math.sqrt(count)));

/** How many calls a change is about, in one way. */
export const countOf = ({ calls }: Pick<DefaultChange, 'calls'>, ...kinds: readonly DefaultChangeKind[]): number =>
  calls.filter(({ kind }) => kinds.includes(kind)).reduce((sum, each) => sum + each.calls.length, 0);

/** The sticks of a change: what it opens, what a capability opens on top of that, and on the other side what it closes. */
export function piecesOf(change: Pick<DefaultChange, 'calls'>): readonly Piece[] {
  const [opened, gated, closed] = [
    lengthOf(countOf(change, 'opened')),
    lengthOf(countOf(change, 'gated')),
    lengthOf(countOf(change, 'closed', 'ungated')),
  ];
  const pieces: Piece[] = [
    { kind: 'opened', from: 0, by: opened },
    { kind: 'gated', from: opened, by: gated },
    { kind: 'closed', from: 0, by: closed },
  ];
  return pieces.filter(({ by }) => by > 0);
}

/** The years that the axis names. */
export const NAMED_YEARS: readonly number[] = [2016, 2018, 2020, 2022, 2024, 2026];
/** All, for the lines between them. */
export const ALL_YEARS: readonly number[] = Array.from({ length: YEARS[1] - YEARS[0] + 1 }, (_, at) => YEARS[0] + at);
