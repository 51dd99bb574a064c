import { isOwned, onHost, pair, type RemedyMaker, whereToolRuns } from './Need.ts';
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
  return {
    code: 'run-as-owner',
    title: `Run as user ${uid}, who owns the files`,
    why: `The owner, ${owner.uid} outside, is ${uid} inside. Nothing on the host changes; but the program may need files in its image that ${uid} may not touch.`,
    steps: [whereToolRuns(need, `${program} run -u ${pair({ uid, gid })} ${volume} ${image}`)],
  };
};

/** --userns=host lifts the daemon's map for one container (docker-run(1)); ids inside are the host's then. */
export const withoutRemap: RemedyMaker = ({ owner, outside, volume, image }) => {
  if (isOwned(owner, outside)) return undefined;
  const ids = (owner && pair(owner)) ?? 'UID:GID';
  return {
    code: 'userns-host',
    title: 'Do without the map, for this container',
    why: `Ids inside are the host's then, so it runs as ${ids}${owner === undefined ? ', the owner that ls -ldn shows,' : ''} itself. It costs the protection: root in this container is root. The image's files keep their shifted owners, which upsets programs such as sudo.`,
    steps: [onHost(`docker run --userns=host -u ${ids} ${volume} ${image}`)],
  };
};

/** Root of a rootless engine is the user: in a container it may give the user's files to any id of the range. */
export const chownInContainer: RemedyMaker = (need) => {
  const { inside, outside, kind, volume, target } = need;
  const ids = pair(inside);
  if (outside[kind] === undefined || ids === undefined || isOwned(need.owner, outside)) return undefined;
  if (!ownerIsInside(need)) return undefined;
  return {
    code: 'chown-in-container',
    title: `Let a container give the files to ${ids}`,
    why: 'Needs no root on the host: root inside is you, and may hand your files to the ids that are lent to you. Outside they are no longer yours afterwards.',
    steps: [onHost(`docker run --rm ${volume} busybox chown -R ${ids} ${target}`)],
  };
};

/** The map for all containers of a daemon (dockerd(8), --userns-remap; accepted by dockerd --validate 26.1.5). */
export const daemonJson: RemedyMaker = ({ daemonHasMap }) =>
  daemonHasMap
    ? undefined
    : {
        code: 'daemon-json',
        title: 'Give the daemon a map',
        why: 'For safety, not for these files: without a map root inside is root on the host. With it dockerd starts afresh in a directory of its own, so images and containers are gone from sight until you take the line out again. If the file exists, add the line to it.',
        steps: [
          {
            where: { file: '/etc/docker/daemon.json' },
            text: `${JSON.stringify({ 'userns-remap': 'default' }, null, 2)}\n`,
          },
          onHost('sudo dockerd --validate\nsudo systemctl restart docker'),
        ],
      };
