import { MILESTONES } from './milestones.ts';
import type { ReleaseStep } from './releaseHistory.ts';

/** The drawing's measures, in its own units. */
export const VIEW = { width: 340, height: 352, left: 4, right: 336 } as const;
const [FIRST_YEAR, LAST_YEAR] = [2016, 2027];
const AREA = { top: 52, bottom: 212 } as const;
const STICKS = { base: 304, each: 2.3, least: 3 } as const;

/** Where a day stands on the axis, to a tenth. */
export function xOf(date: string): number {
  const [start, end] = [Date.UTC(FIRST_YEAR, 0), Date.UTC(LAST_YEAR, 0)];
  const part = (Date.parse(date) - start) / (end - start);
  return round(VIEW.left + part * (VIEW.right - VIEW.left));
}

const round = (value: number) => Math.round(value * 10) / 10;

/** An area under a line that goes in steps, from the first release to the right edge. */
function area(steps: readonly ReleaseStep[], heightOf: (step: ReleaseStep) => number): string {
  const [first] = steps;
  if (first === undefined) return '';
  const line = steps.map((step) => `H${xOf(step.date)}V${round(heightOf(step))}`).join('');
  return `M${xOf(first.date)} ${AREA.bottom}${line}H${VIEW.right}V${AREA.bottom}Z`;
}

export interface Stick {
  kind: 'added' | 'gated' | 'taken';
  x: number;
  y: number;
  height: number;
}

/** What came stands above the base, what a capability opens on top of it; what was taken away hangs below. */
function sticksOf({ date, added, gated, taken }: ReleaseStep): Stick[] {
  const x = xOf(date);
  const tall = ({ length }: readonly string[]) =>
    length === 0 ? 0 : round(Math.max(length * STICKS.each, STICKS.least));
  const [up, more, down] = [tall(added), tall(gated), tall(taken)];
  const sticks: Stick[] = [
    { kind: 'added', x, y: round(STICKS.base - up), height: up },
    { kind: 'gated', x, y: round(STICKS.base - up - more), height: more },
    { kind: 'taken', x, y: STICKS.base, height: down },
  ];
  return sticks.filter(({ height }) => height > 0);
}

/** The years that the axis names. */
const years = [2016, 2018, 2020, 2022, 2024, 2026].map((year) => ({ year, x: xOf(`${year}-01-01`) }));

/** Numbers in two rows, a lower one where the last upper one is too near. */
function markersOf(steps: readonly ReleaseStep[]) {
  let last = Number.NEGATIVE_INFINITY;
  return MILESTONES.map(({ release, what }, at) => {
    const step = steps.find((each) => each.release === release);
    if (step === undefined) throw new Error(`${release} is not in the line of the newest release.`);
    const x = xOf(step.date);
    const isLow = x - last < 18;
    if (!isLow) last = x;
    return { number: at + 1, x, y: isLow ? 30 : 11, step, what };
  });
}

/** Everything that the figure draws, of the releases from which the newest comes. */
export function timeline(history: readonly ReleaseStep[]) {
  const steps = history.filter(({ isMain }) => isMain);
  const last = steps.at(-1);
  const total = Object.values(steps[0]?.counts ?? {}).reduce((sum, count) => sum + count, 0);
  const heightFor = (calls: number) => AREA.bottom - (calls / total) * (AREA.bottom - AREA.top);
  const passing = ({ counts }: ReleaseStep) => counts.allowed + counts.some;
  return {
    total,
    first: steps.at(0),
    last,
    refused: area(steps, () => AREA.top),
    gated: area(steps, (step) => heightFor(passing(step) + step.counts.gated)),
    allowed: area(steps, (step) => heightFor(passing(step))),
    sticks: steps.flatMap(sticksOf),
    gatedEnd: round(last === undefined ? 0 : heightFor(passing(last) + last.counts.gated / 2)),
    rings: steps.filter(({ changed }) => changed.length > 0).map(({ date }) => xOf(date)),
    markers: markersOf(steps),
    years,
    area: AREA,
    base: STICKS.base,
  };
}

/** A day of the table, in words: 17 January 2017. */
export const dayWords = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(date),
  );

/** The same without the day. */
export const monthWords = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(date));
