import { type Diagnostic, error } from '../../text/index.ts';
import { format } from '../formats/format.ts';
import { noIdmappedMount } from '../formats/noIdmappedMount.ts';
import { compose } from '../map/compose.ts';
import { type IdKind, type IdMap, idCount } from '../map/Extent.ts';
import { type ConfigMaker, cannot, onHost, turned } from '../solve/configs/PlanConfig.ts';
import { kernelLimit } from '../solve/kernelLimit.ts';
import type { Plan } from '../solve/Plan.ts';
import type { ToolRow } from './ToolRow.ts';

/**
 * An idmapped mount (mount(8), X-mount.idmap, util-linux 2.39; Linux 5.12) does for one directory what the plan does for all: the container keeps
 * its usual map, and an id on the disk shows at the mount as the host's id of whoever the plan makes it inside. Needs no
 * line in /etc/subuid. (Seen on Linux 6.18: uid 1000 of a container in 100000.. wrote, and the file was 1005's.)
 */
const config: ConfigMaker = (plan, _, host) => {
  const option = noIdmappedMount(host) ?? mountOption(plan);
  if (typeof option !== 'string') return cannot(option);
  return {
    steps: [onHost(mountCommand(option), true)],
    note: 'The container keeps its map and uses MOUNTPOINT instead of DIR. Needs Linux 5.12, mount 2.39 and a file system with idmapped mounts (not NFS).',
  };
};

/** Users and groups in one option. With entries for one kind alone the other would have no id at all. */
export function mountOption({ uid, gid, sides }: Plan): string | Diagnostic {
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

export function mountCommand(option: string): string {
  return `sudo mkdir -p MOUNTPOINT\nsudo mount --bind -o '${option}' DIR MOUNTPOINT`;
}

export const mount: ToolRow = { configs: [['mount', config]], forFiles: [], forUnmapped: [] };
