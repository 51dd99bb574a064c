import { pathWord, shellWord } from '../../../text/index.ts';
import { canValidate, mergeDaemonJson, restartWords } from '../../formats/mergeDaemonJson.ts';
import { noIdmappedMount } from '../../formats/mount.ts';
import { EVERY_ID } from '../../map/compose.ts';
import type { IdKind } from '../../map/Extent.ts';
import { toInside, toOutside } from '../../map/toOutside.ts';
import type { Asked, Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import type { Wants } from '../Wants.ts';
import {
  hasRoot,
  type Ids,
  inOption,
  isOwned,
  type Need,
  onHost,
  pair,
  type RemedyMaker,
  whereToolRuns,
} from './files.ts';

/**
 * The question with everything worked out that its answers need. An id of a namespace is asked for itself: whose number a user goes by, the
 * group of the same number goes along. An id of the host owns the files; who is to use them is root inside, unless `wants` says otherwise.
 */
export function needOf(situation: Situation, asked: Asked, wants: Wants): Need {
  const askedOutside = asked.level <= 0;
  const levels = askedOutside ? situation.levels : situation.levels.slice(0, asked.level);
  const scoped = { ...situation, levels };
  const inside = insideIds(scoped, asked, wants);
  const word = pathWord(wants.path);
  const dir = word ?? 'DIR';
  const target = wants.target !== undefined && /^\/[\w./-]*$/.test(wants.target) ? shellWord(wants.target) : '/data';
  const tool = levels.at(-1)?.tool;
  return {
    situation: scoped,
    tool,
    kind: asked.kind,
    inside,
    outside: {
      uid: inside.uid === undefined ? undefined : out(scoped, 'uid', inside.uid),
      gid: inside.gid === undefined ? undefined : out(scoped, 'gid', inside.gid),
    },
    owner: ownerIds(asked, wants),
    askedOutside,
    path: word === undefined ? 'DIR' : (wants.path ?? 'DIR'),
    dir,
    volume: volumeOf(dir, target, wants.label),
    daemonHasMap: wants.daemonHasMap === true,
    target,
    mounted: wants.mounted === true,
    image: wants.image !== undefined && /^[\w][\w.:/@-]*$/.test(wants.image) ? shellWord(wants.image) : 'IMAGE',
    versions: wants.versions,
    canMap: noIdmappedMount(wants) === undefined,
    host: wants,
    nested: levels.length > 1 && levels[0]?.tool !== tool,
  };
}

/** With --mount where the path has the colon of -v; one with a comma or a quote too is no value of that (encoding/csv), and stays to be named. */
function volumeOf(dir: Need['dir'], target: Need['target'], label: string | undefined): string {
  if (dir.includes(':') && /[,"]/.test(dir)) return volumeOf('DIR', target, label);
  const relabel = label === 'z' || label === 'Z' ? label : undefined;
  if (!dir.includes(':')) return `-v ${dir}:${target}${relabel === undefined ? '' : `:${relabel}`}`;
  const shared = relabel === undefined ? '' : `,relabel=${relabel === 'z' ? 'shared' : 'private'}`;
  return `--mount type=bind,source=${inOption(dir)},target=${target}${shared}`;
}

function insideIds(situation: Situation, asked: Asked, { process }: Wants): Ids {
  if (asked.level > 0) {
    if (asked.kind === 'gid') return { uid: process?.uid, gid: asked.id };
    const gid = process?.gid ?? (out(situation, 'gid', asked.id) === undefined ? undefined : asked.id);
    return { uid: asked.id, gid };
  }
  if (process) return process;
  const known = into(situation, asked.kind, asked.id);
  if (asked.kind === 'gid') return { uid: undefined, gid: known ?? 0 };
  return { uid: known ?? 0, gid: known === undefined || out(situation, 'gid', known) === undefined ? 0 : known };
}

function ownerIds(asked: Asked, { owner }: Wants): Ids | undefined {
  if (owner) return owner;
  if (asked.level > 0) return undefined;
  return asked.kind === 'uid' ? { uid: asked.id, gid: undefined } : { uid: undefined, gid: asked.id };
}

/** The id outside that `id` of the innermost namespace is; undefined without a mapping, or where a map isn't known. */
function out(situation: Situation, kind: IdKind, id: number): number | undefined {
  return toOutside(mapOf(situation, kind), id);
}

/** False where the owner of the files is known to have no id inside: root inside has no power over those. */
export function ownerIsInside({ situation, owner }: Need): boolean {
  const known = (kind: IdKind) => owner?.[kind] === undefined || into(situation, kind, owner[kind]) !== undefined;
  return known('uid') && known('gid');
}

/** The id inside that the host's `id` is. */
export function into(situation: Situation, kind: IdKind, id: number): number | undefined {
  return toInside(mapOf(situation, kind), id);
}

function mapOf(situation: Situation, kind: IdKind) {
  return situation.levels.length === 0 ? EVERY_ID : (hostExtents(situation, kind) ?? []);
}

/** The files' owner has an id inside: be that one (docker-run(1), podman-run(1), --user). */
export const runAsOwner: RemedyMaker = (need) => {
  const { situation, owner, tool, volume, image, inside } = need;
  // Nobody should become the host's root for the sake of a file.
  if (owner?.uid === undefined || owner.uid === 0) return undefined;
  const uid = into(situation, 'uid', owner.uid);
  const gid = owner.gid === undefined ? undefined : into(situation, 'gid', owner.gid);
  if (uid === undefined || (uid === inside.uid && !need.askedOutside)) return undefined;
  const program = tool === 'podman' ? 'podman' : tool === 'podman-root' ? 'sudo podman' : 'docker';
  // Without it a daemon that remaps would give the container its map.
  const userns = tool === undefined && need.daemonHasMap ? '--userns=host ' : '';
  return {
    code: 'run-as-owner',
    title: `Run as UID ${uid}, which owns the files`,
    why: `The owner, UID ${owner.uid} on the host, is UID ${uid} in the container. Nothing on the host changes, but the program may need files of its image that UID ${uid} cannot access.`,
    steps: [whereToolRuns(need, `${program} run ${userns}-u ${pair({ uid, gid })} ${volume} ${image}`)],
  };
};

/** --userns=host lifts the daemon's map for one container (docker-run(1)); ids inside are the host's then. */
export const withoutRemap: RemedyMaker = ({ owner, outside, volume, image }) => {
  if (isOwned(owner, outside) || (owner && hasRoot(owner))) return undefined;
  const ids = (owner && pair(owner)) ?? 'UID:GID';
  return {
    code: 'userns-host',
    title: 'Disable remapping for this container (--userns=host)',
    why: `IDs in the container are then the host’s, so it runs as ${ids}${owner === undefined ? ', the owner that ls -ldn shows' : ''}. You lose the protection: root in this container is root on the host. The image’s files keep their shifted owners, which breaks programs such as sudo.`,
    steps: [onHost(`docker run --userns=host -u ${ids} ${volume} ${image}`)],
  };
};

/** Root of a rootless engine is the user: in a container it may give the user's files to any id of the range. */
export const chownInContainer: RemedyMaker = (need) => {
  const { inside, outside, kind, volume, target } = need;
  const ids = pair(inside);
  if (outside[kind] === undefined || ids === undefined || isOwned(need.owner, outside)) return undefined;
  if (hasRoot(outside) || !ownerIsInside(need)) return undefined;
  return {
    code: 'chown-in-container',
    title: `Change the owner to ${ids} from inside a container`,
    why: 'Needs no root on the host: root in the container is you, and may give your files to the IDs assigned to you. On the host they are no longer yours afterwards.',
    steps: [onHost(`docker run --rm ${volume} busybox chown -R ${ids} ${target}`)],
  };
};

/** The map for all containers of a daemon (dockerd(8), --userns-remap). */
export const daemonJson: RemedyMaker = ({ daemonHasMap, versions }) => {
  if (daemonHasMap) return undefined;
  const [restarts, beware] = restartWords(versions);
  return {
    code: 'daemon-json',
    title: 'Remap the IDs of all containers (userns-remap)',
    why: 'For safety, not for access to these files. Without remapping, root in a container is root on the host. With it, dockerd uses a new, empty data directory, so existing images and containers are out of sight until you remove the setting.',
    steps: [
      {
        ...onHost(mergeDaemonJson('default', canValidate(versions))),
        note: `Adds the setting to /etc/docker/daemon.json, keeps everything else and a backup, and ${restarts}. Needs jq.${beware} If containerd-snapshotter is on, the command changes nothing: Docker 29 does not start with both.`,
      },
    ],
  };
};
