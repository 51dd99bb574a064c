import type { IdKind } from '../map/NamespaceMaps.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import { readShadowFile } from '../subid/readShadowFile.ts';
import type { RootlessRange } from './RootlessRanges.ts';

/** Go's strconv.Atoi takes no more. */
const LARGEST_INT = 2n ** 63n - 1n;

/**
 * What rootlesskit 2.0.2 gathers from `getsubids NAME` and `getsubids UID` (pkg/parent/dynidtools, GetSubIDRanges), or undefined where both come
 * back empty-handed for a file. getsubids lists the lines under the word it is asked for and those under the id behind that word: a user's uid, but
 * for -g the gid of the group of that name (shadow 4.17.4, lib/subordinateio.c, list_owner_ranges and get_owner_id).
 */
export function rangesFromGetsubids(
  user: HostUser,
  host: Pick<HostFacts, 'subuid' | 'subgid' | 'names'>,
): Record<IdKind, RootlessRange[]> | undefined {
  const found = { uid: gather('uid', user, host), gid: gather('gid', user, host) };
  return found.uid && found.gid ? { uid: found.uid, gid: found.gid } : undefined;
}

function gather(
  kind: IdKind,
  user: HostUser,
  host: Pick<HostFacts, 'subuid' | 'subgid' | 'names'>,
): RootlessRange[] | undefined {
  const { lines, unreadable } = readShadowFile(host[`sub${kind}`]);
  if (unreadable) return undefined;
  const idBehind = (word: string): number | undefined => {
    const known = host.names?.find((each) => each.kind === kind && each.name === word)?.id;
    return known ?? (word === user.name ? user[kind] : undefined);
  };
  const listed = (word: string): RootlessRange[] => {
    const owners = new Set([word, String(idBehind(word))]);
    const ranges = lines.flatMap(({ range, span }) => (range && owners.has(range.owner) ? [{ ...range, span }] : []));
    const unread = ranges.some(({ start, count }) => start > LARGEST_INT || count > LARGEST_INT);
    return unread ? [] : ranges.map(({ start, count, span }) => ({ start, count, span }));
  };

  const seen = new Set<string>();
  const ranges = [...listed(user.name), ...listed(String(user.uid))].filter(({ start, count }) => {
    const key = `${start} ${count}`;
    return !seen.has(key) && seen.add(key);
  });
  return ranges.length > 0 ? ranges : undefined;
}
