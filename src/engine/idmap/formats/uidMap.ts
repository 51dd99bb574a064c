import { readExtents } from '../kernel/readExtents.ts';
import type { IdMap } from '../map/Extent.ts';
import type { Entries } from './Entries.ts';

/** The map as /proc/PID/uid_map shows it: "%10u %10u %10u\n" a line (kernel/user_namespace.c, uid_m_show). */
export function writeUidMap(map: IdMap): string {
  return map
    .map(({ inside, outside, count }) => `${[inside, outside, count].map((n) => `${n}`.padStart(10)).join(' ')}\n`)
    .join('');
}

/** What such a file shows. A shown map may be longer than the page that one write of it may take, so that limit isn't asked for. */
export function readUidMap(text: string): Entries {
  const { extents, diagnostics } = readExtents(text);
  return {
    entries: extents.map((extent) => ({ ...extent, kinds: ['uid', 'gid'] })),
    diagnostics: diagnostics.filter(({ code }) => code !== 'idmap-too-large'),
  };
}
