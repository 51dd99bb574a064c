import { type IdKind, LAST_ID } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import { LESSONS } from '../lessons.ts';
import { collect } from './collect.ts';
import type { Finding } from './Finding.ts';
import { hostRanges } from './hostRanges.ts';
import { isIdentity } from './identityMap.ts';

/** The highest number in a signed 32-bit integer. */
const LAST_SIGNED = 2147483647;

/**
 * A range that reaches beyond the last id, which the kernel refuses (EINVAL), or beyond 2^31 - 1, which works in the kernel, dockerd 26.1 and
 * Podman 5.4, but not in programs that take ids for signed numbers: `ps -eo uid` of procps 4.0.4 prints 2147483652 as -2147483644, and
 * systemd's UIDS-GIDS names the kernel's devpts.
 */
export function pastSigned(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind, 1);
  if (map !== undefined && isIdentity(map)) return [];
  return collect(hostRanges(situation, kind), ({ first, count, owner, span }): Finding | undefined => {
    const last = first + count - 1;
    if (count < 1 || last <= LAST_SIGNED) return undefined;
    const refused = last > LAST_ID;
    const what = owner === undefined ? `A range ends at ${last}` : `${owner}’s range ends at ${last}`;
    return {
      code: refused ? 'range-past-last-id' : 'range-past-signed',
      severity: 'warning',
      facts: `${first} ${count} ${owner}`,
      say: ({ ids }) =>
        refused
          ? {
              message: `${what} (${ids}), but the highest possible ID is ${LAST_ID}.`,
              hint: 'The kernel refuses a map of such a range: Invalid argument. Use a range that ends earlier.',
            }
          : {
              message: `${what} (${ids}), above ${LAST_SIGNED}: programs that use signed numbers get such IDs wrong.`,
              hint: 'The kernel accepts it, but ps -eo uid shows such IDs as negative numbers. Use a range below 2147483648.',
            },
      span,
      learn: LESSONS.ranges,
    };
  });
}
