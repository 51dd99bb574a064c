import { type Diagnostic, error, isError, type Parsed } from '../../text/index.ts';
import { mapProblems } from '../kernel/mapProblems.ts';
import { type IdKind, type IdMap, plainExtent } from '../map/Extent.ts';
import { readNewuidmap, readPodman, readUnshare, writeNewuidmap, writePodman, writeUnshare } from './commandOptions.ts';
import type { Entries } from './Entries.ts';
import { notEndToEnd, readSubid, readUidMap, writeSubid, writeUidMap } from './hostFiles.ts';
import { readIncus, writeIncus } from './incus/incus.ts';
import { readDocker, readOci, writeDocker, writeOci } from './jsonExtents.ts';
import { readLxc, writeLxc } from './lxc.ts';
import { readMount, writeMount } from './mount.ts';
import { notOneRun, readNspawn, writeNspawn } from './nspawn.ts';

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
  read(text: string, owner: string): Entries;
  /** Why the format can't hold this map; left out where it holds every map. */
  cannot?(map: IdMap): Diagnostic | undefined;
}

const FORMATS: Record<IdMapFormat, FormatRow> = {
  /** /proc/PID/uid_map, as the kernel shows it. */
  uid_map: { write: writeUidMap, read: readUidMap },
  /** Lines of /etc/subuid: the outside ids and their order. The inside ids are whatever the file's reader gives them. */
  subid: { write: (map, _kind, owner) => writeSubid(map, owner), read: readSubid, cannot: notEndToEnd },
  /** `uidMappings` of an OCI config.json. */
  oci: { write: writeOci, read: readOci },
  /** dockerd's own list in JSON (IDMap, pkg/idtools). */
  docker: { write: writeDocker, read: readDocker },
  /** `lxc.idmap` lines. */
  lxc: { write: writeLxc, read: readLxc },
  /** Lines of `raw.idmap`. */
  incus: { write: writeIncus, read: readIncus },
  /** Options of podman run by root. */
  podman: { write: writePodman, read: readPodman },
  /** The commands newuidmap(1) and newgidmap(1). */
  newuidmap: { write: writeNewuidmap, read: readNewuidmap },
  /** The command unshare(1). */
  unshare: { write: writeUnshare, read: readUnshare },
  /** The option of systemd-nspawn(1); '' for a map that it can't have. */
  nspawn: { write: writeNspawn, read: readNspawn, cannot: notOneRun },
  /** The option of mount(8) for an idmapped mount. */
  mount: { write: writeMount, read: readMount },
};

/** Every format: the laws of the tests hold for each that has a row. */
export const ID_MAP_FORMATS = Object.keys(FORMATS) as IdMapFormat[];

/** `map` as text; `expressible` says whether the tool's reader gets the same map from it, and `parseFormat` reads it again. */
export function format(map: IdMap, as: IdMapFormat, { kind = 'uid', owner = 'dockremap' }: FormatOptions = {}): string {
  return FORMATS[as].write(map, kind, owner);
}

/**
 * The map in `text`, of the kind and for the owner that `options` name; undefined where something is wrong with the text, where the kernel
 * would refuse the map, and where the text has none. For every map that `expressible` allows, parseFormat(format(map)) is that map.
 */
export function parseFormat(text: string, as: IdMapFormat, options: FormatOptions = {}): Parsed<IdMap> {
  const { kind = 'uid', owner = 'dockremap' } = options;
  const { entries, diagnostics } = FORMATS[as].read(text, owner);
  const own = entries.filter(({ kinds }) => kinds.includes(kind));
  const all = [...diagnostics, ...(as === 'uid_map' ? [] : mapProblems(own))];
  if (all.some(isError)) return { value: undefined, diagnostics: all };
  if (own.length > 0) return { value: own.map(plainExtent), diagnostics: all };
  const none = `No ${kind.toUpperCase()} map in this text.`;
  all.push(error('format-no-map', none, 'Paste the line or the option that holds it.'));
  return { value: undefined, diagnostics: all };
}

/** Undefined where the reader of `format(map, as)` gets the same map from it; else why not. Whether the kernel takes it, `checkWrite` says. */
export function expressible(map: IdMap, as: IdMapFormat): Diagnostic | undefined {
  return map.length === 0
    ? error('format-empty', 'This map is empty, and no tool writes an empty map.', 'Add a line.')
    : FORMATS[as].cannot?.(map);
}
