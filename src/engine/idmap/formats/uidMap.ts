import { PAGE_SIZE } from '../kernel/mapProblems.ts';
import { readExtents } from '../kernel/parseIdMap.ts';
import type { IdMap } from '../map/Extent.ts';
import type { Entries } from './Entries.ts';

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
