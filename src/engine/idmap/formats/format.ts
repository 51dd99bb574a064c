import { type Diagnostic, error } from '../../text/index.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import { writeNewuidmap, writePodman, writeUnshare } from './commandOptions.ts';
import { notEndToEnd, writeSubid, writeUidMap } from './hostFiles.ts';
import { writeIncus } from './incus/writeIncus.ts';
import { writeDocker, writeOci } from './jsonExtents.ts';
import { writeLxc } from './lxc.ts';
import { writeMount } from './mount.ts';
import { notOneRun, writeNspawn } from './nspawn.ts';

/** The ways to write one map down; FORMATS says what each is. */
export type IdMapFormat =
  | 'uid_map'
  | 'subid'
  | 'oci'
  | 'docker'
  | 'lxc'
  | 'incus'
  | 'podman'
  | 'newuidmap'
  | 'unshare'
  | 'nspawn'
  | 'mount';

export interface FormatOptions {
  /** User ids unless said otherwise; group ids go by other names in most formats. */
  kind?: IdKind;
  /** Whose the lines of `subid` are; dockremap, which dockerd makes for --userns-remap=default, unless said otherwise. */
  owner?: string;
}

/** One way to write a map down. */
interface FormatRow {
  write(map: IdMap, kind: IdKind, owner: string): string;
  /** Why the format can't hold this map; left out where it holds every map. */
  cannot?(map: IdMap): Diagnostic | undefined;
}

/** How each is read, `parseFormat` has: a page that only writes loads no reader. */
const FORMATS: Record<IdMapFormat, FormatRow> = {
  /** /proc/PID/uid_map, as the kernel shows it. */
  uid_map: { write: writeUidMap },
  /** Lines of /etc/subuid: the outside ids and their order. The inside ids are whatever the file's reader gives them. */
  subid: { write: (map, _kind, owner) => writeSubid(map, owner), cannot: notEndToEnd },
  /** `uidMappings` of an OCI config.json. */
  oci: { write: writeOci },
  /** dockerd's own list in JSON (IDMap, pkg/idtools). */
  docker: { write: writeDocker },
  /** `lxc.idmap` lines. */
  lxc: { write: writeLxc },
  /** Lines of `raw.idmap`. */
  incus: { write: writeIncus },
  /** Options of podman run by root. */
  podman: { write: writePodman },
  /** The commands newuidmap(1) and newgidmap(1). */
  newuidmap: { write: writeNewuidmap },
  /** The command unshare(1). */
  unshare: { write: writeUnshare },
  /** The option of systemd-nspawn(1); '' for a map that it can't have. */
  nspawn: { write: writeNspawn, cannot: notOneRun },
  /** The option of mount(8) for an idmapped mount. */
  mount: { write: writeMount },
};

/** Every format: the laws of the tests hold for each that has a row. */
export const ID_MAP_FORMATS = Object.keys(FORMATS) as IdMapFormat[];

/** `map` as text; `expressible` says whether the tool's reader gets the same map from it, and `parseFormat` reads it again. */
export function format(map: IdMap, as: IdMapFormat, { kind = 'uid', owner = 'dockremap' }: FormatOptions = {}): string {
  return FORMATS[as].write(map, kind, owner);
}

/** Undefined where the reader of `format(map, as)` gets the same map from it; else why not. Whether the kernel takes it, `checkWrite` says. */
export function expressible(map: IdMap, as: IdMapFormat): Diagnostic | undefined {
  return map.length === 0
    ? error('format-empty', 'This map is empty, and no tool writes an empty map.', 'Add a line.')
    : FORMATS[as].cannot?.(map);
}
