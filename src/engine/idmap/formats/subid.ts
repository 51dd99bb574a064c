import type { IdMap } from '../map/Extent.ts';
import { parseSubids } from '../subid/parseSubids.ts';
import type { Entries } from './Entries.ts';

/** Lines of /etc/subuid or /etc/subgid that lend the map's outside ids to `owner`, in the map's order (subuid(5)). */
export function writeSubid(map: IdMap, owner: string): string {
  return map.map(({ outside, count }) => `${owner}:${outside}:${count}\n`).join('');
}

/** The ranges lent to `owner`, laid end to end from inside 0 on, as dockerd lays them (pkg/idtools, createIDMap, Docker 26.1.5). */
export function readSubid(text: string, owner: string): Entries {
  const { value = [], diagnostics } = parseSubids(text);
  let inside = 0;
  const entries = value
    .filter((subid) => subid.owner === owner)
    .map(({ start, count, span }) => {
      const entry = { inside, outside: start, count, span, kinds: ['uid', 'gid'] as const };
      inside += count;
      return entry;
    });
  return { entries, diagnostics };
}
