import { readRemapLines } from '../docker/readRemapLines.ts';
import type { IdMap } from '../map/Extent.ts';
import type { Entries, Entry } from './Entries.ts';

/** Lines of /etc/subuid or /etc/subgid that lend the map's outside ids to `owner`, in the map's order (subuid(5)). */
export function writeSubid(map: IdMap, owner: string): string {
  return map.map(({ outside, count }) => `${owner}:${outside}:${count}\n`).join('');
}

/**
 * The ranges lent to `owner`, laid end to end from inside 0 on, as dockerd lays them (pkg/idtools, parseSubidFile and createIDMap, Docker
 * 26.1.5). What is wrong with other owners' lines is told only where dockerd stops at it.
 */
export function readSubid(text: string, owner: string): Entries {
  const lines = readRemapLines(text, '26.1').filter((line) => line.owner === owner || line.stops === 'always');
  let inside = 0;
  const entries = lines.flatMap(({ start, count, span }): Entry[] => {
    if (start === undefined || count === undefined) return [];
    const entry: Entry = { inside, outside: start, count, span, kinds: ['uid', 'gid'] };
    inside += count;
    return [entry];
  });
  return { entries, diagnostics: lines.flatMap(({ diagnostics }) => diagnostics) };
}
