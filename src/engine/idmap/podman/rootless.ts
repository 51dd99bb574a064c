import type { Parsed } from '../../text/index.ts';
import type { IdMap } from '../map/Extent.ts';
import { plainExtent } from '../map/LocatedExtent.ts';
import type { Subid } from '../subid/Subid.ts';
import { refusal } from './refusal.ts';
import { lentRanges } from './userns/lentRanges.ts';
import { ownMap } from './userns/ownMap.ts';
import { singleMap } from './userns/rootlessNamespace.ts';

/**
 * The uid map of the namespace that rootless Podman works in (Docker's is the same): inside 0 is the user's own uid, then come the ranges under the
 * name or the uid, lowest first, from 1 up; without any, the own uid alone. For both files, which Podman wants both, and for gids, see
 * `rootlessNamespace`, where the rules have their source. Undefined where Podman does not start, and where the uid isn't known.
 */
export function rootless(user: { name: string; uid?: number }, subids: readonly Subid[]): Parsed<IdMap> {
  const uid = user.uid ?? (/^[0-9]{1,10}$/.test(user.name) ? Number(user.name) : undefined);
  if (uid === undefined) {
    const message = `The UID of ${user.name || 'the user'} is not known; container UID 0 is that UID.`;
    return {
      value: undefined,
      diagnostics: [refusal('podman-uid-unknown', message, 'Enter the UID: id -u shows it.')],
    };
  }
  const ranges = lentRanges(subids, { name: user.name, uid }, 'uid');
  const text = ranges.map(({ owner, start, count }) => `${owner}:${start}:${count}\n`).join('');
  const { value, diagnostics } = ownMap({ kind: 'uid', caller: { name: user.name, uid, gid: uid }, ranges, text });
  return {
    value: value?.map(plainExtent),
    diagnostics: [...(ranges.length === 0 ? singleMap('uid', user.name, subids) : []), ...diagnostics],
  };
}
