import { dayWords, monthWords } from '../words/dayWords.ts';
import type { DefaultMark, Lane } from './TenYears.ts';

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
  /** Where what is taken away lies, from the base. */
  away: 1 | -1;
  /** How long sticks are. */
  scale: number;
}

export const WIDE: Layout = {
  ...{ width: 680, height: 388, isDown: false, from: 8, to: 668, away: 1, scale: 1 },
  bases: { docker: 92, older: 204, podman: 278, containerd: 350 },
};
export const NARROW: Layout = {
  ...{ width: 340, height: 604, isDown: true, from: 32, to: 596, away: -1, scale: 0.75 },
  bases: { docker: 112, older: 166, podman: 218, containerd: 284 },
};

/** Where a day stands along time, to a tenth. A month stands at its middle. */
export function alongTime({ from, to }: Pick<Layout, 'from' | 'to'>, date: string): number {
  const [start, end] = [Date.UTC(YEARS[0], 0), Date.UTC(YEARS[1], 0)];
  const day = Date.parse(date) + (isMonth(date) ? 15 * DAY_MS : 0);
  return tenth(from + ((day - start) / (end - start)) * (to - from));
}

/** Whether only the month is known: 2021-08. */
const isMonth = (date: string): boolean => date.length === 7;

const tenth = (value: number) => Math.round(value * 10) / 10;

/** A piece of a mark, across time: where it begins, from the base, and how far it goes. */
interface Piece {
  kind: 'opened' | 'gated' | 'closed';
  from: number;
  by: number;
}

/** How long a stick is: by the root of the number, so that one call is seen beside forty. */
const lengthOf = (count: number) => (count === 0 ? 0 : 3 + 6 * Math.sqrt(count));

/** The sticks of a change: what it opens, what a capability opens on top of that, and on the other side what it closes. */
export function piecesOf({ counts }: Pick<DefaultMark, 'counts'>, scale = 1): readonly Piece[] {
  const [opened, gated, closed] = [counts.opened, counts.gated, counts.closed].map((count) =>
    tenth(lengthOf(count) * scale),
  );
  const pieces: Piece[] = [
    { kind: 'opened', from: 0, by: opened ?? 0 },
    { kind: 'gated', from: opened ?? 0, by: gated ?? 0 },
    { kind: 'closed', from: 0, by: closed ?? 0 },
  ];
  return pieces.filter(({ by }) => by > 0);
}

/** A release that took calls away, named beside its stick. */
interface Label {
  /** The change that it names. */
  id: string;
  text: string;
  /** Along time, and across from the base. */
  at: number;
  across: number;
}

/** The names of Docker's releases that took calls away; one that the last would touch is left out. */
export function labelsOf(marks: readonly DefaultMark[], layout: Layout): readonly Label[] {
  const apart = layout.isDown ? 14 : 50;
  const labels: Label[] = [];
  for (const mark of marks) {
    if (mark.lane !== 'docker' || mark.counts.closed === 0) continue;
    const at = alongTime(layout, mark.date);
    if (at - (labels.at(-1)?.at ?? Number.NEGATIVE_INFINITY) < apart) continue;
    const across = tenth(lengthOf(mark.counts.closed) * layout.scale);
    labels.push({ id: mark.id, text: mark.title.replace(/^\S+ /, ''), at, across });
  }
  return labels;
}

/** The years that the axis names. */
export const NAMED_YEARS: readonly number[] = [2016, 2018, 2020, 2022, 2024, 2026];
/** All, for the lines between them. */
export const ALL_YEARS: readonly number[] = Array.from({ length: YEARS[1] - YEARS[0] + 1 }, (_, at) => YEARS[0] + at);

/** "1 May 2026"; where only the month is known, "August 2025". */
export const markDay = ({ date }: Pick<DefaultMark, 'date'>): string =>
  isMonth(date) ? monthWords(date) : dayWords(date);
