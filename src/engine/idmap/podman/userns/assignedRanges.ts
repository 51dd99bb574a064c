import type { IdKind } from '../../map/Extent.ts';
import type { HostFacts } from '../../subid/HostFacts.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import { readSubidsAsShadow } from '../../subid/readSubidsAsShadow.ts';

/** Whose ranges are asked for: a login name, with the uid and the gid of the group of that name where the host knows them. */
export interface SubidUser {
  name: string;
  uid?: number;
  groupGid?: number;
}

/**
 * The lines that Podman takes for `user`, those with lower ids first. They are the lines under the name or the uid; in /etc/subgid those under the name
 * or the gid of the group of that name, and only where there are none, under the uid (containers/storage 1.57.2, pkg/idtools,
 * readSubid and createIDMap, over libsubid of shadow 4.17.4, lib/subordinateio.c, list_owner_ranges).
 */
export function assignedRanges(subids: readonly Subid[], user: SubidUser, kind: IdKind): Subid[] {
  const id = kind === 'uid' ? user.uid : user.groupGid;
  const owned = ownedBy(subids, [user.name, ...(id === undefined ? [] : [String(id)])]);
  const ranges = owned.length > 0 || user.uid === undefined ? owned : ownedBy(subids, [String(user.uid)]);
  return ranges.sort((a, b) => a.start - b.start);
}

function ownedBy(subids: readonly Subid[], names: readonly string[]): Subid[] {
  return subids.filter(({ owner }) => names.includes(owner));
}

/** The lines of both files that Podman takes for the user `name`, and which kind has none. */
export function hostRanges(host: HostFacts, name: string): Record<IdKind, Subid[]> & { lacking: IdKind | undefined } {
  const account = hostAccount(host, name);
  const ranges = (kind: IdKind) =>
    assignedRanges(readSubidsAsShadow(host[`sub${kind}`], host.versions).value ?? [], account, kind);
  const [uid, gid] = [ranges('uid'), ranges('gid')];
  return { uid, gid, lacking: uid.length === 0 ? 'uid' : gid.length === 0 ? 'gid' : undefined };
}

/** What the host knows of the user `name`, and of the group of the same name. */
function hostAccount({ user, names = [] }: HostFacts, name: string): SubidUser {
  const known = (kind: 'uid' | 'gid') => names.find((each) => each.kind === kind && each.name === name)?.id;
  const uid = name === user.name ? user.uid : (known('uid') ?? (name === 'root' ? 0 : undefined));
  const groupGid = known('gid');
  return { name, ...(uid !== undefined && { uid }), ...(groupGid !== undefined && { groupGid }) };
}
