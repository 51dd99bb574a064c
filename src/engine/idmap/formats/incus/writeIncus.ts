import type { IdKind, IdMap } from '../../map/Extent.ts';

/** Lines of raw.idmap: type, host ids, container ids (incus, doc/userns-idmap.md). */
export function writeIncus(map: IdMap, kind: IdKind): string {
  const ids = (first: number, count: number) => (count === 1 ? `${first}` : `${first}-${first + count - 1}`);
  return map.map(({ inside, outside, count }) => `${kind} ${ids(outside, count)} ${ids(inside, count)}\n`).join('');
}
