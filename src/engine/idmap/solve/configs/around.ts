import { type Diagnostic, error } from '../../../text/index.ts';
import { expressible, format } from '../../formats/format.ts';
import { noIdmappedMount } from '../../formats/noIdmappedMount.ts';
import { noPodNamespace } from '../../formats/noPodNamespace.ts';
import { compose } from '../../map/compose.ts';
import { type IdKind, type IdMap, idCount } from '../../map/Extent.ts';
import { kernelLimit } from '../kernelLimit.ts';
import type { Plan } from '../Plan.ts';
import { type ConfigMaker, cannot, onHost, sameMap, turned } from './PlanConfig.ts';

/**
 * An idmapped mount (mount(8), X-mount.idmap, util-linux 2.39; Linux 5.12) does for one directory what the plan does for all: the container keeps
 * its usual map, and an id on the disk shows at the mount as the host's id of whoever the plan makes it inside. Needs no
 * line in /etc/subuid. (Seen on Linux 6.18: uid 1000 of a container in 100000.. wrote, and the file was 1005's.)
 */
export const mount: ConfigMaker = (plan, _, host) => {
  const option = noIdmappedMount(host) ?? mountOption(plan);
  if (typeof option !== 'string') return cannot(option);
  return {
    steps: [onHost(mountCommand(option), true)],
    note: 'The container keeps its map and uses MOUNTPOINT instead of DIR. Needs Linux 5.12, mount 2.39 and a file system with idmapped mounts (not NFS).',
  };
};

/** systemd-nspawn(1), --private-users: one range from inside 0 on, the same for users and groups. */
export const nspawn: ConfigMaker = (plan, _, host) => {
  const { uid, gid, sides } = plan;
  const run = 'sudo systemd-nspawn -D ROOT';
  const differ = sameMap(uid, gid)
    ? undefined
    : error(
        'nspawn-one-map',
        'systemd-nspawn uses one map for users and groups; these two maps differ.',
        'Use the same mappings for both.',
      );
  const reason = expressible(uid, 'nspawn') ?? differ;
  if (reason === undefined) return { steps: [onHost(`${run} ${format(uid, 'nspawn')}`, true)] };

  const usual = format(sides.uid.usual, 'nspawn');
  const option = noIdmappedMount(host) ?? mountOption(plan);
  if (usual === '' || !sameMap(sides.uid.usual, sides.gid.usual) || typeof option !== 'string') return cannot(reason);
  return {
    steps: [onHost(mountCommand(option), true), onHost(`${run} ${usual} --bind=MOUNTPOINT:/data`, true)],
    cannot: reason,
    note: 'Instead: the container gets the plain range, and one directory is mounted with these mappings.',
  };
};

/**
 * A Pod says `hostUsers: false`, and the kubelet chooses the range (kubernetes.io, "User Namespaces").
 */
export const kubernetes: ConfigMaker = (plan, _, host) => {
  const lacking = noPodNamespace(host);
  if (lacking) return cannot(lacking);
  const mapped = (kind: IdKind) => plan.sides[kind].parts.find(({ because }) => because === 'asked')?.outside;
  const fields = [['runAsUser', 'UID', mapped('uid')] as const, ['runAsGroup', 'GID', mapped('gid')] as const].flatMap(
    ([field, name, id]) =>
      id === undefined || id > 65535 ? [] : [{ name: `${name} ${id}`, text: `    ${field}: ${id}\n` }],
  );
  const text = `spec:\n  hostUsers: false\n  securityContext:\n${fields.map((field) => field.text).join('')}`;
  return {
    cannot: error(
      'kubernetes-chooses',
      'A Pod can ask for a user namespace, but not for a map: the kubelet chooses 65536 host IDs.',
      `Volumes of such a Pod are idmapped mounts: ${sameInside(fields[0])}`,
    ),
    steps: fields.length === 0 ? [] : [{ where: { file: 'pod.yaml' }, text }],
  };
};

/** What an ID on the disk is in the Pod: the first that was asked for, or where none is one that a Pod has. */
const sameInside = (asked: { name: string } | undefined): string =>
  asked === undefined
    ? 'IDs up to 65535 are the same on the disk and in the container. So chown the files to one of those.'
    : `${asked.name} on the disk is ${asked.name} in the container. So run as the ID that owns the files.`;

/** Users and groups in one option. With entries for one kind alone the other would have no id at all. */
function mountOption({ uid, gid, sides }: Plan): string | Diagnostic {
  const maps: Record<IdKind, IdMap> = { uid: [], gid: [] };
  for (const [kind, map] of [['uid', uid] as const, ['gid', gid] as const]) {
    // From the disk by the plan to the inside, and out again as without the wishes.
    const shown = compose(sides[kind].usual, turned(map));
    const mapped = sides[kind].parts.filter(({ because }) => because === 'asked');
    const lost = mapped.find(({ outside, count }) => {
      return idCount(compose(shown, [{ inside: 0, outside, count }])) < count;
    });
    if (lost || shown.length === 0) {
      return error(
        'mount-not-inside',
        `Without these mappings ${lost === undefined ? 'the container' : `container ${kind.toUpperCase()} ${lost.inside}`} has no host ${kind.toUpperCase()}, so a mount cannot show files as its own.`,
        'Map it to a range first.',
      );
    }
    const limit = kernelLimit(shown, kind);
    if (limit) return limit;
    maps[kind] = shown;
  }
  const prefix = 'X-mount.idmap=';
  return `${format(maps.uid, 'mount', { kind: 'uid' })} ${format(maps.gid, 'mount', { kind: 'gid' }).slice(prefix.length)}`;
}

function mountCommand(option: string): string {
  return `sudo mkdir -p MOUNTPOINT\nsudo mount --bind -o '${option}' DIR MOUNTPOINT`;
}
