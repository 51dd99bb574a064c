import type { Extent, IdMap } from '../map/Extent.ts';

/**
 * The ways to write a map down: the kernel's file, /etc/subuid lines, the `uidMappings` of an OCI config.json, dockerd's own list
 * (IDMap, pkg/idtools), and the arguments of newuidmap(1) and unshare(1).
 */
export type IdMapFormat = 'uid_map' | 'subid' | 'oci' | 'docker' | 'newuidmap' | 'unshare';

export interface FormatOptions {
  /** User ids unless said otherwise; group ids go by other names in most formats. */
  kind?: 'uid' | 'gid';
  /** Who the lines of `subid` lend to; dockremap, which dockerd makes for --userns-remap=default, unless said otherwise. */
  owner?: string;
}

/**
 * `map` as text. `subid` says which outside ids are lent and in which order; their inside ids are whatever the reader of the file lays them to.
 * `newuidmap` leaves the process id as $PID.
 */
export function format(map: IdMap, as: IdMapFormat, { kind = 'uid', owner = 'dockremap' }: FormatOptions = {}): string {
  switch (as) {
    case 'uid_map':
      // uid_m_show prints "%10u %10u %10u\n".
      return lines(map, ({ inside, outside, count }) =>
        [inside, outside, count].map((n) => `${n}`.padStart(10)).join(' '),
      );
    case 'subid':
      return lines(map, ({ outside, count }) => `${owner}:${outside}:${count}`);
    case 'oci':
      return `{\n  "${kind}Mappings": ${list(map, ['containerID', 'hostID', 'size'], '  ')}\n}`;
    case 'docker':
      return list(map, ['container_id', 'host_id', 'size'], '');
    case 'newuidmap':
      return [
        `new${kind}map`,
        '$PID',
        ...map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}`),
      ].join(' ');
    case 'unshare': {
      const option = kind === 'uid' ? '--map-users' : '--map-groups';
      return [
        'unshare',
        '--user',
        ...map.map((extent) => `${option}=${extent.inside}:${extent.outside}:${extent.count}`),
      ].join(' ');
    }
  }
}

function lines(map: IdMap, line: (extent: Extent) => string): string {
  return map.map((extent) => `${line(extent)}\n`).join('');
}

/** A JSON list with an extent a line, under the three names that the format has for inside, outside and count. */
function list(map: IdMap, [inside, outside, count]: readonly [string, string, string], indent: string): string {
  const items = map.map(
    (extent) =>
      `${indent}  { "${inside}": ${extent.inside}, "${outside}": ${extent.outside}, "${count}": ${extent.count} }`,
  );
  return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
}
