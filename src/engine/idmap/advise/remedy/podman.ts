import { toOutside } from '../../map/toOutside.ts';
import {
  type Ids,
  isOwned,
  type Need,
  onHost,
  pair,
  type RemedyMaker,
  volumeWith,
  whereToolRuns,
  whoInside,
} from './Need.ts';
import { into, ownerIsInside } from './needOf.ts';
import { shellWord } from './shellWord.ts';

/** True for Podman run by a user without privileges. */
const isRootless = ({ tool }: Need) => tool === 'podman';

/** The ids as `podman unshare` has them: in the user's own namespace, in which a container with --userns or --uidmap has one more. */
function inUsersNamespace({ situation: { levels }, inside }: Need): Ids {
  const [outer, inner] = levels.slice(-2);
  if (outer?.tool !== 'podman' || inner === undefined) return inside;
  const through = (map: typeof inner.uid, id: number | undefined) =>
    id === undefined || map === undefined ? undefined : toOutside(map, id);
  return { uid: through(inner.uid, inside.uid), gid: through(inner.gid, inside.gid) };
}

/** podman-unshare(1): chown as root of the user's own namespace. */
export const podmanUnshareChown: RemedyMaker = (need) => {
  const ids = pair(inUsersNamespace(need));
  if (!isRootless(need) || need.kind !== 'uid' || need.outside.uid === undefined || ids === undefined) return undefined;
  if (isOwned(need.owner, need.outside) || !ownerIsInside(need)) return undefined;
  return {
    code: 'podman-unshare-chown',
    title: `Give ${need.dir} to ${whoInside(need)} of the container, without root`,
    why: `podman unshare makes you root among the ids that are lent to you, so the numbers are Podman's own; outside the files are ${need.outside.uid}'s then. They must be yours or in your range now.`,
    steps: [whereToolRuns(need, `podman unshare chown -R ${ids} ${need.dir}`)],
  };
};

/** podman-unshare(1) the other way round: as root of the own namespace the user reaches every file of the containers, and takes it back. */
export const podmanTakeBack: RemedyMaker = (need) => {
  const own = need.situation.user?.uid;
  if (!isRootless(need) || need.kind !== 'uid' || need.outside.uid === undefined || need.outside.uid === own)
    return undefined;
  if (need.owner !== undefined && !isOwned(need.owner, need.outside)) return undefined;
  return {
    code: 'podman-take-back',
    title: `Get at what ${whoInside(need)} of the container wrote, and make it yours`,
    why: `Outside the files belong to ${need.outside.uid}, which is lent to you; in podman unshare you are root over all of those ids. Given to 0 there, they are yours outside, and root's in the container.`,
    steps: [
      whereToolRuns(need, `podman unshare ls -ln ${need.dir}`),
      whereToolRuns(need, `podman unshare chown -R 0:0 ${need.dir}`),
    ],
  };
};

/** podman-run(1), --volume, option U: Podman does the chown, for the user that the container runs as. */
export const volumeOwner: RemedyMaker = (need) => {
  const ids = pair(need.inside);
  const isPodman = isRootless(need) || need.tool === 'podman-root';
  if (!isPodman || need.kind !== 'uid' || need.outside.uid === undefined || ids === undefined) return undefined;
  if (!need.volume.startsWith('-v') || isOwned(need.owner, need.outside)) return undefined;
  if (isRootless(need) && !ownerIsInside(need)) return undefined;
  return {
    code: 'podman-volume-u',
    title: 'Let Podman give the files away at each start',
    why: 'With U after the volume Podman changes owner and group of all that is in it to whom the container runs as. Slow on a large tree, and never for a directory of the system.',
    steps: [
      whereToolRuns(
        need,
        `${isRootless(need) ? '' : 'sudo '}podman run -u ${ids} ${volumeWith(need, 'U')} ${need.image}`,
      ),
    ],
  };
};

/** podman-run(1), --userns=keep-id:uid=,gid=: the user's own id, who owns the files, is `inside` in the container. */
export const keepId: RemedyMaker = (need) => {
  const { inside, owner, situation, volume, image } = need;
  // In another container somebody else runs Podman than on the host.
  const own = need.nested ? undefined : situation.user?.uid;
  if (!isRootless(need) || need.kind !== 'uid' || inside.uid === undefined) return undefined;
  if (owner?.uid !== undefined && own !== undefined && owner.uid !== own) return undefined;
  const self = need.askedOutside && own !== undefined && inside.uid === 0;
  const ids = self ? { uid: own, gid: situation.user?.gid ?? own } : { uid: inside.uid, gid: inside.gid ?? inside.uid };
  return {
    code: 'keep-id',
    title: `Be yourself outside, and ${ids.uid} inside`,
    why: `Leaves the files as they are, if they are yours${own === undefined ? '' : ` (${own})`}: in the container ${ids.uid} is you. It runs as ${ids.uid} unless -u says otherwise. Other maps take other copies of the image, so the first start may be slow.`,
    steps: [whereToolRuns(need, `podman run --userns=keep-id:uid=${ids.uid},gid=${ids.gid} ${volume} ${image}`)],
  };
};

/**
 * podman-run(1), --uidmap and --gidmap with "+" and "@": one id of the host inside, the rest as it is. The user must be lent it; an own id
 * needs no lending. Where the lent id lies below others, Podman 5.4.2 numbers all those anew (seen: 100000 was 1, and then 2).
 */
export const mapHostId: RemedyMaker = (need) => {
  const { owner, situation, inside, kind, volume, image } = need;
  const user = situation.user;
  const id = owner?.[kind];
  if (!isRootless(need) || need.nested || id === undefined || id === 0 || user === undefined) return undefined;
  if (user.name === '' || user.name.startsWith('-')) return undefined;
  if (into(situation, kind, id) !== undefined || (kind === 'uid' && id === user.uid)) return undefined;
  const as = inside[kind] === undefined || (need.askedOutside && inside[kind] === 0) ? id : inside[kind];
  const both = kind === 'uid';
  const gid = owner?.gid ?? id;
  const lend = both ? `--add-subuids ${id}-${id} --add-subgids ${gid}-${gid}` : `--add-subgids ${id}-${id}`;
  const run = both
    ? `-u ${as}:${as} --uidmap +${as}:@${id} --gidmap +${as}:@${gid}`
    : `--gidmap g+${as}:@${id} --group-add ${as}`;
  return {
    code: 'podman-map-host-id',
    title: `Bring ${both ? 'user' : 'group'} ${id} of the host inside as ${as}`,
    why: `${user.name} is lent the id first, and then may do whatever ${id} may. Where it is below the ids that ${user.name} has, those get other numbers inside, and images and volumes made before have wrong owners: choose it for a new user, or after podman system reset.`,
    steps: [
      onHost(`sudo usermod ${lend} ${shellWord(user.name)}`),
      onHost('podman system migrate'),
      onHost(`podman run ${run} ${volume} ${image}`),
    ],
  };
};

/** podman-run(1), --group-add keep-groups: only with crun. Inside, the groups show as 65534, and open what they open outside. */
export const keepGroups: RemedyMaker = (need) => {
  const id = need.owner?.gid;
  if (!isRootless(need) || need.nested || need.kind !== 'gid' || id === undefined) return undefined;
  if (into(need.situation, 'gid', id) !== undefined) return undefined;
  return {
    code: 'keep-groups',
    title: 'Take your groups along',
    why: `If you are in group ${id} yourself, the container's first process is too. id shows it as 65534; a program that sets its groups anew, as servers do when they change user, loses it. Needs crun.`,
    steps: [onHost(`podman run --group-add keep-groups ${need.volume} ${need.image}`)],
  };
};

/** podman-run(1), --volume, option idmap: an idmapped mount, for Podman run by root alone. Ids on the disk are ids inside. */
export const podmanIdmap: RemedyMaker = (need) => {
  const { tool, volume, image, inside, owner } = need;
  if (tool !== 'podman-root' || !volume.startsWith('-v')) return undefined;
  if (owner !== undefined && !isOwned(owner, inside)) return undefined;
  return {
    code: 'podman-idmap',
    title: 'Mount the volume so that ids on the disk are ids inside',
    why: `With idmap after the volume nothing on the disk changes: what belongs to ${inside.uid ?? inside.gid} there belongs to ${inside.uid ?? inside.gid} inside. Needs crun and a file system that can.`,
    steps: [onHost(`sudo podman run ${volumeWith(need, 'idmap')} ${image}`)],
  };
};
