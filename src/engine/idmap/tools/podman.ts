import { error, info, isError, nameWord } from '../../text/index.ts';
import { into, ownerIsInside, runAsOwner } from '../advise/remedy/docker.ts';
import {
  FILES,
  hasRoot,
  type Ids,
  isOwned,
  type Need,
  onHost,
  pair,
  type RemedyMaker,
  ROOT_ON_DISK,
  volumeWith,
  whereToolRuns,
  whoInside,
} from '../advise/remedy/files.ts';
import { assignMore, widenMap } from '../advise/remedy/moreIds.ts';
import { format } from '../formats/format.ts';
import { compose } from '../map/compose.ts';
import { type IdKind, type IdMap, idCount } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { MIGRATE, MIGRATE_STOPS } from '../podman/migrate.ts';
import { rootlessNamespace } from '../podman/userns/rootlessNamespace.ts';
import {
  type ConfigMaker,
  cannot,
  filesWith,
  grantNotes,
  grantsFor,
  knownUser,
  turned,
} from '../solve/configs/PlanConfig.ts';
import type { Plan } from '../solve/missingGrants.ts';
import { kernelLimit } from '../solve/solveSide.ts';
import { addOption } from '../subid/assignCommands.ts';
import { since } from '../versions/programWords.ts';
import type { ToolRow } from './ToolRow.ts';

/** podman-run(1), --uidmap: of root's Podman the second number is the host's id. No line in /etc/subuid is asked for. */
const rootConfig: ConfigMaker = ({ uid, gid }) => ({
  steps: [onHost(`sudo podman run ${options(uid, gid)} IMAGE`)],
});

/**
 * podman-run(1), --uidmap: of a user's Podman the second number is an id in the namespace that Podman makes for the user, in which 0 is the user and
 * the user's ranges come from 1 on, lowest first. So the plan's outside ids are looked up there, with the missing lines added.
 */
const config: ConfigMaker = (plan) => {
  if (plan.user.name === 'root') return undefined;
  const user = knownUser(plan);
  if (user === undefined) {
    const message = `The UID of ${plan.user.name} is not known. Podman maps it to 0 in its own namespace.`;
    return cannot(info('podman-uid-unknown', message, `Enter the UID, which id -u ${plan.user.name} prints.`));
  }
  const { value, diagnostics } = rootlessNamespace({ user, ...filesWith(plan, 'podman') });
  if (value === undefined) {
    const message = 'Podman cannot create a namespace from these lines.';
    const [first] = diagnostics.filter(isError);
    return cannot(first ?? error('podman-own-namespace', message, 'Correct them.'));
  }
  const [uid, gid] = [within(value.uid, plan.uid), within(value.gid, plan.gid)];
  if (uid === undefined || gid === undefined) {
    const message = `Podman’s own namespace lacks some of the ${uid === undefined ? 'UID' : 'GID'}s of this map.`;
    const hint = `Podman uses the lines of ${plan.user.name} only if both files have one.`;
    return cannot(error('podman-not-assigned', message, hint));
  }
  const limit = kernelLimit(uid, 'uid') ?? kernelLimit(gid, 'gid');
  if (limit) return cannot(limit);
  const run = onHost(`podman run ${options(uid, gid)} IMAGE`);
  const assign = assignOptions(plan);
  if (assign === '') return { steps: [run] };
  const grants = { uid: grantsFor(plan, 'uid', 'podman'), gid: grantsFor(plan, 'gid', 'podman') };
  const notes = grantNotes(plan, grants, user.name);
  const warned = notes.uid || notes.gid;
  return {
    steps: [
      { ...onHost(`sudo usermod ${assign} ${nameWord(user.name) ?? 'USER'}`), ...(warned && { note: warned }) },
      { ...onHost(MIGRATE), note: MIGRATE_STOPS },
      run,
    ],
    note: 'An ID below those assigned before changes their numbers in Podman, and existing images and volumes get wrong owners. podman system reset starts afresh: it deletes all containers, images and volumes.',
  };
};

/**
 * The map as seen in the user's own namespace; undefined where that lacks some of its ids. An extent that runs over two of the own namespace's stays
 * two: the kernel requires each within one (kernel/user_namespace.c, map_id_range_down; seen with Podman 5.4.2).
 */
function within(own: IdMap, map: IdMap): IdMap | undefined {
  const inner = turned(own)
    .flatMap((extent) => compose([extent], map))
    .sort((a, b) => a.inside - b.inside);
  return idCount(inner) === idCount(map) ? inner : undefined;
}

/** usermod's options for the lines that are missing. */
function assignOptions(plan: Plan): string {
  const ofKind = (kind: IdKind) =>
    grantsFor(plan, kind, 'podman').map(({ start, count }) => addOption(kind, start, count));
  return [...ofKind('uid'), ...ofKind('gid')].join(' ');
}

/** The ids as `podman unshare` has them: in the user's own namespace, in which a container with --userns or --uidmap has one more. */
function inUsersNamespace({ situation: { levels }, inside }: Need): Ids {
  const [outer, inner] = levels.slice(-2);
  if (outer?.tool !== 'podman' || inner === undefined) return inside;
  const through = (map: typeof inner.uid, id: number | undefined) =>
    id === undefined || map === undefined ? undefined : toOutside(map, id);
  return { uid: through(inner.uid, inside.uid), gid: through(inner.gid, inside.gid) };
}

/** podman-unshare(1): chown as root of the user's own namespace. */
const podmanUnshareChown: RemedyMaker = (need) => {
  const ids = pair(inUsersNamespace(need));
  if (need.kind !== 'uid' || need.outside.uid === undefined || ids === undefined) return undefined;
  if (isOwned(need.owner, need.outside) || hasRoot(need.outside) || !ownerIsInside(need)) return undefined;
  return {
    code: 'podman-unshare-chown',
    title: `Change the owner to container ${whoInside(need)}, without root (podman unshare)`,
    why: `podman unshare makes you root over the IDs assigned to you. The numbers in the command are those of Podman’s namespace; on the host the files will belong to ${need.outside.uid}. They must already belong to you or an ID of your range.`,
    steps: [whereToolRuns(need, `podman unshare chown -R ${ids} ${need.dir}`)],
  };
};

/** podman-unshare(1) the other way round: as root of the own namespace the user reaches every file of the containers, and takes it back. */
const podmanTakeBack: RemedyMaker = (need) => {
  const own = need.situation.user?.uid;
  if (need.kind !== 'uid' || need.outside.uid === undefined || need.outside.uid === own) return undefined;
  if (need.owner !== undefined && !isOwned(need.owner, need.outside)) return undefined;
  return {
    code: 'podman-take-back',
    title: `Take over files that container ${whoInside(need)} wrote`,
    why: `On the host these files belong to ${need.outside.uid}, an ID assigned to you; in podman unshare you are root over such IDs. After chown 0:0 there, the files are yours on the host, and root’s in the container.`,
    steps: [
      whereToolRuns(need, `podman unshare ls -ln ${need.dir}`),
      whereToolRuns(need, `podman unshare chown -R 0:0 ${need.dir}`),
    ],
  };
};

/** True for Podman run by a user without privileges. */
const isRootless = ({ tool }: Need) => tool === 'podman';

/** podman-run(1), --volume, option U: Podman does the chown, for the user that the container runs as. */
const volumeOwner: RemedyMaker = (need) => {
  const ids = pair(need.inside);
  if (need.kind !== 'uid' || need.outside.uid === undefined || ids === undefined) return undefined;
  if (!need.volume.startsWith('-v') || isOwned(need.owner, need.outside) || hasRoot(need.outside)) return undefined;
  if (isRootless(need) && !ownerIsInside(need)) return undefined;
  return {
    code: 'podman-volume-u',
    title: 'Let Podman chown the volume (:U)',
    why: 'At each start, Podman changes the owner and group of everything in the volume to the user that the container runs as. Slow on a large tree; never use it on a system directory or your home.',
    steps: [
      whereToolRuns(
        need,
        `${isRootless(need) ? '' : 'sudo '}podman run -u ${ids} ${volumeWith(need, 'U')} ${need.image}`,
      ),
    ],
  };
};

/** podman-run(1), --userns=keep-id:uid=,gid=: the user's own id, who owns the files, is `inside` in the container. */
const keepId: RemedyMaker = (need) => {
  const { inside, owner, situation, volume, image } = need;
  // In another container somebody else runs Podman than on the host.
  const own = need.nested ? undefined : situation.user?.uid;
  if (need.kind !== 'uid' || inside.uid === undefined) return undefined;
  if (!since('podman', 'keep-id-options', need.versions)) return undefined;
  if (owner?.uid !== undefined && own !== undefined && owner.uid !== own) return undefined;
  const self = need.askedOutside && own !== undefined && inside.uid === 0;
  const ids = self ? { uid: own, gid: situation.user?.gid ?? own } : { uid: inside.uid, gid: inside.gid ?? inside.uid };
  return {
    code: 'keep-id',
    title: `Map your user to UID ${ids.uid} (keep-id)`,
    why: `Leaves your own files${own === undefined ? '' : ` (UID ${own})`} as they are: in the container you are UID ${ids.uid}, and it runs as that UID unless -u sets another user. The options uid= and gid= need Podman 4.3 (2022). The first start may be slow, because Podman copies the image for the new map.`,
    steps: [whereToolRuns(need, `podman run --userns=keep-id:uid=${ids.uid},gid=${ids.gid} ${volume} ${image}`)],
  };
};

/**
 * podman-run(1), --uidmap and --gidmap with "+" and "@": one id of the host inside, the rest as it is. It must be assigned to the user, unless it is
 * the user's own. Where an assigned id lies below others, Podman 5.4.2 numbers all those anew (seen: 100000 was 1, and then 2).
 */
const mapHostId: RemedyMaker = (need) => {
  const { owner, situation, inside, kind, volume, image } = need;
  const user = situation.user;
  const id = owner?.[kind];
  if (need.nested || id === undefined || id === 0 || user === undefined) return undefined;
  if (!since('podman', 'map-flags', need.versions)) return undefined;
  const name = nameWord(user.name);
  if (name === undefined) return undefined;
  if (into(situation, kind, id) !== undefined || (kind === 'uid' && id === user.uid)) return undefined;
  const as = inside[kind] === undefined || (need.askedOutside && inside[kind] === 0) ? id : inside[kind];
  const both = kind === 'uid';
  const gid = owner?.gid ?? id;
  if (gid === 0) return undefined;
  const options = both ? `${addOption('uid', id, 1)} ${addOption('gid', gid, 1)}` : addOption('gid', id, 1);
  const run = both
    ? `-u ${as}:${as} --uidmap +${as}:@${id} --gidmap +${as}:@${gid}`
    : `--gidmap g+${as}:@${id} --group-add ${as}`;
  return {
    code: 'podman-map-host-id',
    title: `Map the host’s ${both ? 'UID' : 'GID'} ${id} to ${as} in the container`,
    why: `Assigns the ID to ${user.name} first. If the ID is below those of ${user.name}, Podman renumbers them, and existing images and volumes get wrong owners: use this only for a new user. The + and @ in ${both ? '--uidmap' : '--gidmap'} need Podman 4.7 (2023).`,
    steps: [
      {
        ...onHost(`sudo usermod ${options} ${name}`),
        note: `Warning: from then on ${user.name} can do whatever ${both ? 'UID' : 'GID'} ${id} can on the host.`,
      },
      { ...onHost(MIGRATE), note: MIGRATE_STOPS },
      onHost(`podman run ${run} ${volume} ${image}`),
    ],
  };
};

/** podman-run(1), --group-add keep-groups: only with crun. Inside, the groups show as 65534, and open what they open outside. */
const keepGroups: RemedyMaker = (need) => {
  const id = need.owner?.gid;
  if (need.nested || need.kind !== 'gid' || id === undefined) return undefined;
  if (!since('podman', 'keep-groups', need.versions)) return undefined;
  if (into(need.situation, 'gid', id) !== undefined) return undefined;
  return {
    code: 'keep-groups',
    title: 'Keep your supplementary groups (keep-groups)',
    why: `If you are a member of GID ${id}, so is the container’s first process. id shows the group as 65534. A program that sets its groups itself, as servers do when they switch users, loses it. Needs crun.`,
    steps: [onHost(`podman run --group-add keep-groups ${need.volume} ${need.image}`)],
  };
};

/** podman-run(1), --volume, option idmap: an idmapped mount, for Podman run by root alone. Ids on the disk are ids inside. */
const podmanIdmap: RemedyMaker = (need) => {
  const { volume, image, inside, owner } = need;
  if (!volume.startsWith('-v')) return undefined;
  if (owner !== undefined && !isOwned(owner, inside)) return undefined;
  return {
    code: 'podman-idmap',
    title: 'Use an idmapped mount (:idmap)',
    why: `Nothing on the disk changes: what belongs to ${inside.uid ?? inside.gid} there belongs to ${inside.uid ?? inside.gid} in the container. ${ROOT_ON_DISK} Needs crun and a file system with idmapped mounts (not NFS).`,
    steps: [onHost(`sudo podman run ${volumeWith(need, 'idmap')} ${image}`)],
  };
};

/** The options of `podman run` by root, or within the user's own namespace. */
function options(uid: IdMap, gid: IdMap): string {
  return [format(uid, 'podman', { kind: 'uid' }), format(gid, 'podman', { kind: 'gid' })].filter(Boolean).join(' ');
}

export const podman: ToolRow = {
  configs: [['Podman, rootless', config]],
  forFiles: [runAsOwner, keepGroups, keepId, podmanUnshareChown, podmanTakeBack, volumeOwner, ...FILES, mapHostId],
  forUnmapped: [assignMore(MIGRATE, MIGRATE_STOPS), keepId],
};

export const podmanRoot: ToolRow = {
  configs: [['Podman, rootful', rootConfig]],
  forFiles: [runAsOwner, podmanIdmap, volumeOwner, ...FILES],
  forUnmapped: [widenMap((uid, gid, { find }) => [...find, onHost(`sudo podman run ${options(uid, gid)} IMAGE`)])],
};
