import type { Layout } from './markDay.ts';
import type { DefaultMark, Lane } from './TenYears.ts';

/** The change that is shown: the one with this name, else the newest of Docker's. */
export function changeAt(changes: readonly DefaultMark[], at: string | undefined): DefaultMark | undefined {
  return changes.find(({ id }) => id === at) ?? inLane(changes, 'docker').at(-1) ?? changes.at(-1);
}

/** The changes of a lane, by day. */
export const inLane = <Change extends DefaultMark>(changes: readonly Change[], lane: Lane): readonly Change[] =>
  changes.filter((each) => each.lane === lane);

/** The change so many steps later in its lane, or at its end. */
export function stepped(changes: readonly DefaultMark[], change: DefaultMark, by: number): DefaultMark {
  const lane = inLane(changes, change.lane);
  const to = lane.indexOf(change) + by;
  return lane[Math.min(Math.max(to, 0), lane.length - 1)] ?? change;
}

/** The change of another lane that is nearest in time; the same where the lane has none. */
export function nearestIn(changes: readonly DefaultMark[], change: DefaultMark, lane: Lane): DefaultMark {
  if (change.lane === lane) return change;
  const away = ({ date }: DefaultMark) => Math.abs(Date.parse(date) - Date.parse(change.date));
  return (
    inLane(changes, lane).reduce<DefaultMark | undefined>(
      (best, each) => (best === undefined || away(each) < away(best) ? each : best),
      undefined,
    ) ?? change
  );
}

/** Which change a key leads to; undefined for a key that means nothing here. */
export function keyed(changes: readonly DefaultMark[], change: DefaultMark, key: string): DefaultMark | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return stepped(changes, change, -1);
    case 'ArrowRight':
    case 'ArrowDown':
      return stepped(changes, change, 1);
    case 'Home':
      return stepped(changes, change, Number.NEGATIVE_INFINITY);
    case 'End':
      return stepped(changes, change, Number.POSITIVE_INFINITY);
    default:
      return undefined;
  }
}

/** The lanes, in order: what each is called among others, and beside its marks where there is room and where there is little. */
export const LANES: readonly { lane: Lane; name: string; wide: string; narrow: string }[] = [
  { lane: 'docker', name: 'Docker', wide: 'Docker', narrow: 'Docker' },
  { lane: 'older', name: 'Older Docker', wide: 'Older Docker releases, while maintained', narrow: 'older' },
  { lane: 'podman', name: 'Podman', wide: 'Podman in Debian', narrow: 'Podman' },
  { lane: 'containerd', name: 'containerd', wide: 'containerd in Debian', narrow: 'containerd' },
];

const round = (value: number) => Math.round(value * 10) / 10;

/** How time, and what lies across it, become the x and y of a drawing that lies as `layout` says. */
export function placing({ isDown, away, from, to, height, bases }: Layout) {
  const line = (time: number, start: number, end: number) =>
    isDown ? `M${start} ${time}H${end}` : `M${time} ${start}V${end}`;
  const lanes = Object.values(bases);
  const [first, last] = isDown ? [from, Math.max(...lanes) + 50] : [20, Math.max(...lanes) + 18];
  return {
    point: (time: number, across: number) => (isDown ? { cx: across, cy: time } : { cx: time, cy: across }),
    /** From the first lane to the last. */
    across: (time: number) => line(time, first, last),
    base: (across: number) => (isDown ? `M${across} ${from}V${to}` : `M${from} ${across}H${to}`),
    /** Where one stands, on the side of what comes: the other has names. */
    here: (time: number, base: number) => line(time, base, base - 50 * away),
    yearLabel: (time: number) => (isDown ? { x: 0, y: time + 14 } : { x: time + 4, y: height - 4 }),
    laneLabel: (base: number) =>
      isDown ? { x: base, y: 14, 'text-anchor': 'middle' as const } : { x: from, y: base - 54 },
    takenLabel: (time: number, base: number, across: number) =>
      isDown
        ? { x: base - across - 5, y: time + 4, 'text-anchor': 'end' as const }
        : { x: time, y: base + across + 14, 'text-anchor': 'middle' as const },
    /** From one distance of a base to another, across time; what is taken away lies on the side that is positive. */
    box(time: number, base: number, start: number, end: number, thick: number) {
      const [low = base, high = base] = [base + start * away, base + end * away].sort((one, other) => one - other);
      const [along, length] = [round(time - thick / 2), round(high - low)];
      return isDown
        ? { x: round(low), y: along, width: length, height: thick }
        : { x: along, y: round(low), width: thick, height: length };
    },
  };
}
