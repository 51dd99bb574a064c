import type { IdKind } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import { LESSONS } from '../lessons.ts';
import type { Finding } from './Finding.ts';
import { isIdentity } from './identityMap.ts';

/**
 * The host's id 0 among the outside ids: whoever is that id inside opens, as owner, what belongs to root on the host. The kernel wants
 * CAP_SETFCAP for such a uid map since Linux 5.12 (user_namespaces(7)). Root who maps just himself has asked for it.
 */
export function hostRoot(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind);
  if (map === undefined || isIdentity(map)) return [];
  const extent = map.find(({ outside, count }) => outside === 0 && count > 0);
  if (extent === undefined) return [];
  const rootHimself = situation.user?.uid === 0 && map.length === 1 && extent.count === 1;
  if (rootHimself) return [];
  return [
    {
      code: 'host-root-mapped',
      severity: 'warning',
      facts: `${extent.inside}`,
      say: ({ map: name }) => ({
        message: `ID ${extent.inside} in the container is root (0) on the host (${name}).`,
        hint: 'Leave host ID 0 out of the map: give files to an ID of the container’s range instead.',
      }),
      span: extent.span,
      learn: LESSONS.realAccount,
    },
  ];
}
