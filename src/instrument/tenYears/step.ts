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
