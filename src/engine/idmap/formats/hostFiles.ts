import { type Diagnostic, error } from '../../text/index.ts';
import { PAGE_SIZE } from '../kernel/mapProblems.ts';
import { readExtents } from '../kernel/parseIdMap.ts';
import type { IdMap } from '../map/Extent.ts';
import { keptNumber, lineProblems, readSubidLines } from '../subid/readSubidLines.ts';
import type { Entries, Entry } from './Entries.ts';

/**
 * The map as /proc/PID/uid_map shows it, "%10u %10u %10u\n" a line (kernel/user_namespace.c, uid_m_show); without the padding where that would
 * make it too large for the one write that the kernel takes.
 */
export function writeUidMap(map: IdMap): string {
  const lines = (width: number) =>
    map
      .map(({ inside, outside, count }) => `${[inside, outside, count].map((n) => `${n}`.padStart(width)).join(' ')}\n`)
      .join('');
  const shown = lines(10);
  return shown.length < PAGE_SIZE ? shown : lines(0);
}

/** What such a file shows. A shown map may be longer than the page that one write of it may take, so that limit isn't asked for. */
export function readUidMap(text: string): Entries {
  const { extents, diagnostics } = readExtents(text);
  return {
    entries: extents.map((extent) => ({ ...extent, kinds: ['uid', 'gid'] })),
    diagnostics: diagnostics.filter(({ code }) => code !== 'idmap-too-large'),
  };
}

/** Lines of /etc/subuid or /etc/subgid that assign the map's outside ids to `owner`, in the map's order (subuid(5)). */
export function writeSubid(map: IdMap, owner: string): string {
  return map.map(({ outside, count }) => `${owner}:${outside}:${count}\n`).join('');
}

/**
 * The ranges of `owner`, laid end to end from inside 0 on, as dockerd lays them (pkg/idtools, parseSubidFile and createIDMap, Docker 26.1.5).
 * What is wrong with other owners' lines is told only where dockerd stops at it.
 */
export function readSubid(text: string, owner: string): Entries {
  const lines = readSubidLines(text).filter((line) => line.owner === owner || line.owner === undefined);
  let inside = 0;
  const entries = lines.flatMap((line): Entry[] => {
    if (line.owner === undefined) return [];
    const [outside, count] = [keptNumber(line.start, '26.1'), keptNumber(line.count, '26.1')];
    if (outside === undefined || count === undefined) return [];
    const entry: Entry = { inside, outside, count, span: line.span, kinds: ['uid', 'gid'] };
    inside += count;
    return [entry];
  });
  return { entries, diagnostics: lines.flatMap((line) => lineProblems(line, '26.1')) };
}

/** Why lines of /etc/subuid can't hold a map that has a hole inside, or another order. */
export function notEndToEnd(map: IdMap): Diagnostic | undefined {
  let next = 0;
  for (const { inside, count } of map) {
    if (inside !== next) {
      return error(
        'subid-end-to-end',
        `dockerd maps the ranges of /etc/subuid one after another from container ID 0 up: the next begins at ${next}, not at ${inside}.`,
        'dockerd supports no other map. Podman, LXC and runc do.',
      );
    }
    next += count;
  }
  return undefined;
}
