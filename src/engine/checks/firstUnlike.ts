import { type IdMap, toInside, toOutside } from '../idmap/index.ts';
import type { Expects, IdRange } from './Asks.ts';

/**
 * Of a range of IDs the first that is not as expected; undefined where all are. Both sides of an extent run alike, so that
 * only where one begins or ends can the answer change: no other ID is asked.
 */
export function firstUnlike(map: IdMap, { side, first, last }: IdRange, expects: Expects): number | undefined {
  const isAsExpected = (id: number) => {
    const other = side === 'inside' ? toOutside(map, id) : toInside(map, id);
    return holds(other, id - first, expects) !== expects.not;
  };
  const edges = map.flatMap((extent) => {
    const begin = extent[side];
    return [begin, begin + extent.count];
  });
  const asked = [first, ...edges].filter((id) => id >= first && id <= last);
  return asked.sort((a, b) => a - b).find((id) => !isAsExpected(id));
}

function holds(other: number | undefined, at: number, expects: Expects): boolean {
  if (expects.kind === 'ids') return other === expects.first + at;
  return (other !== undefined) === (expects.kind === 'mapped');
}
