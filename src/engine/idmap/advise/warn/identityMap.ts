import type { IdKind } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import { type HostExtent, hostExtents } from '../hostExtents.ts';
import { LESSONS } from '../lessons.ts';
import type { Finding } from './Finding.ts';

/** True where every id that has a mapping is itself outside, root and others among them. */
export function isIdentity(map: readonly HostExtent[]): boolean {
  return (
    map.reduce((sum, { count }) => sum + count, 0) > 1 &&
    map.every(({ inside, outside }) => inside === outside) &&
    map.some(({ inside }) => inside === 0)
  );
}

/**
 * A map that changes nothing: ids inside are the host's. Each process of the host has it too, 0 0 4294967295 (user_namespaces(7)).
 * A map of one's own single id, as `unshare --map-current-user` writes it, is not meant.
 */
export function identityMap(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind);
  if (map === undefined || !isIdentity(map)) return [];
  return [
    {
      code: 'identity-map',
      severity: 'warning',
      facts: '',
      say: ({ map: name, ids }) => ({
        message: `This map changes nothing (${name}): ${ids} in the container are the same on the host, and 0 is the host’s root.`,
        hint: 'For separate IDs, map to a range that /etc/subuid and /etc/subgid assign.',
      }),
      span: map[0]?.span,
      learn: LESSONS.identity,
    },
  ];
}
