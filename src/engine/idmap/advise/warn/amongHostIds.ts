import type { IdKind } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import { idRange } from '../inWords.ts';
import { LESSONS } from '../lessons.ts';
import { accountsWithin } from './accountsWithin.ts';
import { collect } from './collect.ts';
import type { Finding } from './Finding.ts';
import { hostRanges } from './hostRanges.ts';
import { isIdentity } from './identityMap.ts';

/** The 16-bit ids: the host's accounts (UID_MAX 60000 in Debian's login.defs), and systemd's dynamic users, 61184 to 65519 (UIDS-GIDS). */
const HOST_IDS = 65536;

/** A range that begins among the ids that the host gives to its own accounts, though it covers none that is known. */
export function amongHostIds(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind, 1);
  if (map !== undefined && isIdentity(map)) return [];
  const within = accountsWithin(situation.accounts, kind);
  return collect(hostRanges(situation, kind), ({ first, count, owner, span }) => {
    const among = count > 1 && first > 0 && first < HOST_IDS;
    if (!among || within(first, count, 1).length > 0) return undefined;
    return {
      code: 'range-among-host-ids',
      severity: 'warning',
      facts: `${first} ${count} ${owner}`,
      say: ({ ids, file, assign }) => ({
        message: `${owner === undefined ? `The host’s ${ids} ${idRange(first, count)} begin` : `${file} ${assign} ${owner} the IDs ${idRange(first, count)}, which begin`} below ${HOST_IDS}, where the host’s own accounts and services have their IDs.`,
        hint: 'A new account on the host may get an ID of the container’s range. Use a range from 100000 up, as useradd does (from 524288 on some distributions).',
      }),
      span,
      learn: LESSONS.realAccount,
    };
  });
}
