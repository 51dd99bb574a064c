import type { IdMap } from '../map/Extent.ts';
import { writeDocker } from './docker.ts';
import type { FormatOptions, IdMapFormat } from './IdMapFormat.ts';
import { writeLxc } from './lxc.ts';
import { writeMount } from './mount.ts';
import { writeNewuidmap } from './newuidmap.ts';
import { writeNspawn } from './nspawn.ts';
import { writeOci } from './oci.ts';
import { writePodman } from './podman.ts';
import { writeSubid } from './subid.ts';
import { writeUidMap } from './uidMap.ts';
import { writeUnshare } from './unshare.ts';

/**
 * `map` as text; `expressible` says whether the tool's reader gets the same map from it, and `parseFormat` reads it again. `subid` says which
 * outside ids are lent and in which order; their inside ids are whatever the reader of the file lays them to. `nspawn` is '' for a map
 * that systemd-nspawn can't have.
 */
export function format(map: IdMap, as: IdMapFormat, { kind = 'uid', owner = 'dockremap' }: FormatOptions = {}): string {
  switch (as) {
    case 'uid_map':
      return writeUidMap(map);
    case 'subid':
      return writeSubid(map, owner);
    case 'oci':
      return writeOci(map, kind);
    case 'docker':
      return writeDocker(map);
    case 'lxc':
      return writeLxc(map, kind);
    case 'podman':
      return writePodman(map, kind);
    case 'newuidmap':
      return writeNewuidmap(map, kind);
    case 'unshare':
      return writeUnshare(map, kind);
    case 'nspawn':
      return writeNspawn(map);
    case 'mount':
      return writeMount(map, kind);
  }
}
