import { readUnsignedInt } from '../../../linux/index.ts';
import type { Diagnostic, Parsed, Span } from '../../../text/index.ts';
import { checkWrite, storedMap } from '../../kernel/checkWrite.ts';
import { type IdKind, type IdMap, idCount, type LocatedExtent } from '../../map/Extent.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import { splitAtParent } from '../maps/fillMap.ts';
import { MOST_MAPPINGS, type OwnNamespace, tooMany } from '../maps/readMapOptions.ts';
import type { ContainerNamespace, RunsAs } from './ContainerNamespace.ts';
import { runtimeProblem, userProblem } from './runtimeProblem.ts';
import { type RootSource, shiftedMaps, storageProblem } from './storageProblem.ts';

/** How the container is started, as far as it bears on its maps. */
export interface Start {
  own: OwnNamespace;
  /** --user. */
  user: RunsAs | undefined;
  from: RootSource;
  /** The texts of /etc/subuid and /etc/subgid. */
  subids: Record<IdKind, string>;
  /** --network=host, or the network of a pod, which no namespace of the container’s own owns. */
  hostNetwork: boolean;
}

/**
 * The maps that a new namespace shows once the container runs, its outside ids those of Podman's own namespace. An error beside them is the first thing
 * that keeps the container from starting, in the order in which Podman and crun meet them.
 */
export function containerMaps(namespace: ContainerNamespace & { made: 'new' }, start: Start): Parsed<BothMaps> {
  const { own } = start;
  const { by } = namespace;
  // The maps of auto are made where the storage sorts them.
  const maps = by === 'auto' && !own.rootless ? shiftedMaps(namespace.maps).maps : namespace.maps;
  const most = Math.max(maps.uid.length, maps.gid.length);
  if (most > MOST_MAPPINGS) return { value: maps, diagnostics: [tooMany(most, maps.uid[0]?.span)] };
  const asked = { uid: 0, gid: 0, ...namespace.runsAs, ...start.user };
  // Whom a uid alone belongs to, the image says.
  const runsAs: RunsAs = start.user && start.user.gid === undefined ? { uid: asked.uid } : asked;
  const { uid: wholeUid, gid: wholeGid, refused } = withDefaults(maps, asked, start);
  const split: BothMaps =
    by === 'auto'
      ? { uid: wholeUid, gid: wholeGid }
      : { uid: [...splitAtParent(wholeUid, own.uid)], gid: [...splitAtParent(wholeGid, own.gid)] };
  const problem =
    storageProblem(maps, own, start.from) ??
    userProblem(own.rootless ? maps : shiftedMaps(maps).maps, runsAs) ??
    runtimeProblem(split, {
      own,
      runsAs,
      refused,
      wantsTty: wantsTty(own) && (by !== 'options' || maps.gid.length === 0),
      // Root's keep-id makes its maps after Podman looked whether it may mount /sys (specgen/generate/oci.go, canMountSys).
      wantsSys: by === 'mode' && !own.rootless,
      ownNetwork: !start.hostNetwork,
    });
  const diagnostics: Diagnostic[] = problem ? [problem] : [];
  return { value: { uid: storedMap(split.uid), gid: storedMap(split.gid) }, diagnostics };
}

/** Podman leaves the group of terminals out of the mount of /dev/pts where it counts fewer than 5 gids; with 5, the last is 4 (specgen/generate/oci_linux.go). */
export function wantsTty(own: OwnNamespace): boolean {
  return !own.rootless || idCount(own.gid) >= 5;
}

/** Where a kind has no map, crun makes one. `refused`: which it had to make once more. */
function withDefaults(
  { uid, gid }: BothMaps,
  user: { uid: number; gid: number },
  { subids, own }: Start,
): BothMaps & { refused: Record<IdKind, boolean> } {
  const made = (kind: IdKind, span: LocatedExtent['span']) =>
    crunDefault({ kind, inside: user[kind], subids: subids[kind], parent: own[kind], span });
  const uids = uid.length === 0 && gid[0] ? made('uid', gid[0].span) : { map: uid, refused: false };
  const gids = gid.length === 0 && uid[0] ? made('gid', uid[0].span) : { map: gid, refused: false };
  return { uid: uids.map, gid: gids.map, refused: { uid: uids.refused, gid: gids.refused } };
}

/** The map that crun writes where it is given none of a kind; `refused` where the kernel didn't take the one it tried first. */
export interface CrunDefault {
  map: LocatedExtent[];
  refused: boolean;
}

/** What crun looks at. */
export interface CrunDefaultFacts {
  kind: IdKind;
  /** The id of that kind that the process inside runs as. */
  inside: number;
  /** The text of /etc/subuid or /etc/subgid. */
  subids: string;
  /** The map of the namespace that crun is in. */
  parent: IdMap;
  span: Span;
  /** Without such a line the map is 0 alone; before, as many ids as who runs inside needs. */
  alone?: boolean;
}

/**
 * Who runs inside is root, who runs crun; the ids round about are those of the first line under "root". What the kernel doesn't take gives way to the
 * one id alone, and where there is no such line it is 0 inside (crun 1.21, src/libcrun/linux.c, libcrun_set_usernamespace; utils.c,
 * format_default_id_mapping).
 */
export function crunDefault({ kind, inside, subids, parent, span, alone = true }: CrunDefaultFacts): CrunDefault {
  const single = { inside, outside: 0, count: 1, span };
  const range = rangeOfRoot(subids);
  if (!range) return { map: [{ ...single, inside: 0, count: alone ? 1 : inside + 1 }], refused: false };
  const before = Math.min(inside, range.count);
  const after = range.count - before;
  const from = range.start + before;
  const map = [
    ...(inside > 0 ? [{ inside: 0, outside: range.start, count: before, span }] : []),
    single,
    ...(after > 0 ? [{ inside: inside + 1, outside: from >>> 0, count: after, span }] : []),
  ];
  // They are printed with a sign (%d), which the kernel refuses.
  const text = map.map((extent) => `${extent.inside | 0} ${extent.outside | 0} ${extent.count | 0}\n`).join('');
  const refused = !checkWrite(text, { kind, parentMap: parent }).ok;
  return { map: refused ? [single] : map, refused };
}

/** The first line that begins with "root:", its numbers read with strtoull(3) and cut to 32 bits (utils.c, getsubidrange). */
function rangeOfRoot(text: string): { start: number; count: number } | undefined {
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    if (!line.startsWith(OWNER) || line.length < OWNER.length + 1) continue;
    const start = readUnsignedInt(line.slice(OWNER.length));
    const end = OWNER.length + start.length;
    return end >= line.length ? undefined : { start: start.value, count: readUnsignedInt(line.slice(end + 1)).value };
  }
  return undefined;
}

const OWNER = 'root:';
