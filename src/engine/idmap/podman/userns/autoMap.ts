import type { Span } from '../../../text/index.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import type { IdRange } from '../maps/BothMaps.ts';
import { freeRanges, insideRanges, outsideRanges } from '../maps/freeRanges.ts';

/**
 * The map of --userns=auto: ids from inside 0 to `size`, less those that `additional` mappings give, are the first of the `available` ids that
 * these don't use; the additional ones stand behind (containers/storage 1.57.2, userns.go, getAutoUserNSIDMappings). Undefined where too
 * few are available. Other containers' ids, which Podman passes over, can't be known here.
 */
export function autoMap(
  size: number,
  available: readonly IdRange[],
  additional: readonly LocatedExtent[],
  span: Span,
): LocatedExtent[] | undefined {
  const wanted = freeRanges([{ start: 0, end: size }], insideRanges(additional));
  const free = joined(freeRanges(joined(available), outsideRanges(additional)));
  const map: LocatedExtent[] = [];
  let index = 0;
  for (const range of wanted) {
    let inside = range.start;
    while (inside < range.end) {
      const from = free[index];
      if (!from) return undefined;
      const count = Math.min(range.end - inside, from.end - from.start);
      map.push({ inside, outside: from.start, count, span });
      inside += count;
      free[index] = { start: from.start + count, end: from.end };
      if (from.start + count === from.end) index++;
    }
  }
  return [...map, ...additional];
}

/** As a set: ranges that meet or overlap are one. */
function joined(ranges: readonly IdRange[]): IdRange[] {
  const result: IdRange[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start >= end) continue;
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
