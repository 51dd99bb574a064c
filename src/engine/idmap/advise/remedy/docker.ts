import { canValidate, mergeDaemonJson, restartWords } from '../../formats/mergeDaemonJson.ts';
import { hasRoot, isOwned, onHost, pair, type RemedyMaker, whereToolRuns } from './Need.ts';
import { into, ownerIsInside } from './needOf.ts';

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
