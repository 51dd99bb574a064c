import { type Diagnostic, error, type Span } from '../../../text/index.ts';
import { checkWrite } from '../../kernel/checkWrite.ts';
import { problemsAt } from '../../kernel/mapProblems.ts';
import { type IdKind, type IdMap, type LocatedExtent, mapText } from '../../map/Extent.ts';
import { toOutside } from '../../map/toOutside.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import type { RunsAs } from './ContainerNamespace.ts';

/** The group that owns terminals, for which /dev/pts is mounted. */
const TTY_GID = 5;

/** The highest number that Podman takes for a user inside (moby/sys/user, maxID). */
const MOST_USERS = 2147483647;

/**
 * Why who runs inside has no mapping, if it is so: Podman looks before it calls the runtime (Podman 5.4.2, libpod, over buildah's
 * util.GetHostIDs).
 */
export function userProblem({ uid, gid }: BothMaps, runsAs: RunsAs): Diagnostic | undefined {
  const first = uid[0] ?? gid[0];
  if (Math.max(runsAs.uid ?? 0, runsAs.gid ?? 0) > MOST_USERS) {
    const words = `uids and gids must be in range 0-${MOST_USERS}`;
    return error('podman-user-range', words, 'Choose a lower one.', first?.span);
  }
  for (const [kind, map] of [['uid', uid] as const, ['gid', gid] as const]) {
    const id = runsAs[kind];
    if (id === undefined || map.length === 0 || toOutside(map, id) !== undefined) continue;
    const hex = (number: number) => `0x${number.toString(16)}`;
    const list = map
      .map(
        ({ inside, outside, count }) =>
          `specs.LinuxIDMapping{ContainerID:${hex(inside)}, HostID:${hex(outside)}, Size:${hex(count)}}`,
      )
      .join(', ');
    const words = `container uses ID mappings ([]specs.LinuxIDMapping{${list}}), but doesn't map ${kind.toUpperCase()} ${id}`;
    return error(
      'podman-user-unmapped',
      words,
      `Map ${id} in the container too, or choose another --user.`,
      map[0]?.span,
    );
  }
  return undefined;
}

/** What the runtime does with the maps of a new namespace. */
export interface Runtime {
  own: OwnNamespace;
  runsAs: RunsAs;
  /** Which kinds have the one id alone, because the kernel refused what crun made of root's range (`crunDefault`). */
  refused: Record<IdKind, boolean>;
  /** Podman has /dev/pts mounted for the group of terminals. */
  wantsTty: boolean;
  /** Podman has a new /sys mounted, whatever the network. */
  wantsSys: boolean;
  /** The container has a network of its own, in which Podman sets net.ipv4.ping_group_range to "0 0". */
  ownNetwork: boolean;
}

/**
 * Why crun 1.21 fails to start a container with these maps, if it does: the kernel refuses one, gid_map first, or an id that it needs
 * has no mapping (src/libcrun/linux.c, libcrun_set_usernamespace). "/proc/PID" stands for the process's own.
 */
export function runtimeProblem(maps: BothMaps, runtime: Runtime): Diagnostic | undefined {
  const { uid, gid } = maps;
  const { own, runsAs, refused, wantsTty, wantsSys, ownNetwork } = runtime;
  const span = gid[0]?.span;
  const ofGids = writeProblem('gid', gid, own.gid);
  if (ofGids) return ofGids;
  if (refused.uid) {
    // For a single id crun denies setgroups first; the gid map is written by then.
    const words = 'crun: write file `/proc/PID/setgroups`: Operation not permitted: OCI permission denied';
    const hint = 'Add --uidmap too: Podman makes no map of the ranges that /etc/subuid assigns to root.';
    return error('podman-kernel', words, hint, span);
  }
  const ofUids = writeProblem('uid', uid, own.uid);
  if (ofUids) return ofUids;
  if (refused.gid && toOutside(gid, 0) === undefined) return idProblem('setresgid to `0`', span);
  if (lacks(maps, 'gid', runsAs)) return idProblem('setgroups', span);
  if (wantsTty && toOutside(gid, TTY_GID) === undefined) return ttyProblem(span);
  if (wantsSys && !ownNetwork) {
    const words = 'crun: mount `sysfs` to `sys`: Operation not permitted: OCI permission denied';
    const hint = 'Leave --userns=keep-id out: it changes no ID for root.';
    return error('podman-sys', words, hint, uid[0]?.span);
  }
  if (ownNetwork && toOutside(gid, 0) === undefined) {
    const words =
      'OCI runtime error: crun: write to `/proc/sys/net/ipv4/ping_group_range` (are all the IDs mapped in the user namespace?): Invalid argument';
    return error('podman-ping-unmapped', words, 'Map container GID 0: Podman lets that group ping.', span);
  }
  return lacks(maps, 'uid', runsAs) ? idProblem(`cannot setresuid to \`${runsAs.uid}\``, uid[0]?.span) : undefined;
}

/** Podman has looked at what it was given; what crun makes itself may lack who runs inside. */
function lacks(maps: BothMaps, kind: IdKind, runsAs: RunsAs): boolean {
  const id = runsAs[kind];
  return id !== undefined && toOutside(maps[kind], id) === undefined;
}

function idProblem(doing: string, span: Span | undefined): Diagnostic {
  const words = `OCI runtime error: crun: ${doing}: Invalid argument`;
  return error(
    'podman-user-unmapped',
    words,
    'Give both --uidmap and --gidmap, and map the user that the container runs as.',
    span,
  );
}

/** The same for a container in Podman's own namespace. */
export function ownProblem(own: OwnNamespace, user: RunsAs | undefined, wantsTty: boolean): Diagnostic | undefined {
  const [first] = own.gid;
  if (!own.rootless || !first) return undefined;
  if (wantsTty && toOutside(own.gid, TTY_GID) === undefined) return ttyProblem(undefined);
  for (const kind of ['gid', 'uid'] as const) {
    const id = user?.[kind];
    if (id === undefined || toOutside(own[kind], id) !== undefined) continue;
    const doing = kind === 'gid' ? 'setgroups' : `cannot setresuid to \`${id}\``;
    const words = `OCI runtime error: crun: ${doing}: Invalid argument`;
    const last = own[kind].reduce((most, { inside, count }) => Math.max(most, inside + count - 1), 0);
    return error('podman-user-unmapped', words, `Podman’s own namespace has the ${kind.toUpperCase()}s 0 to ${last}.`);
  }
  return undefined;
}

function ttyProblem(span: Span | undefined): Diagnostic {
  const words = 'OCI runtime error: crun: mount `devpts` to `dev/pts`: Invalid argument';
  return error('podman-tty-unmapped', words, 'Map the GIDs up to 5: /dev/pts belongs to the group tty.', span);
}

function writeProblem(kind: IdKind, map: readonly LocatedExtent[], parentMap: IdMap): Diagnostic | undefined {
  const text = mapText(map);
  const outcome = checkWrite(text, { kind, parentMap });
  if (outcome.ok) return undefined;
  const says =
    outcome.errno === 'EPERM'
      ? `crun: write file \`/proc/PID/${kind}_map\`: Operation not permitted: OCI permission denied`
      : `OCI runtime error: crun: write file \`/proc/PID/${kind}_map\`: Invalid argument`;
  const reason = outcome.diagnostics.find(({ code }) => code === outcome.rule);
  const span = map[(reason?.span?.line ?? 1) - 1]?.span;
  const [cause] = problemsAt(reason ? [reason] : [], []);
  return error('podman-kernel', says, `The kernel refuses the map: ${cause?.message ?? outcome.rule}`, span);
}
