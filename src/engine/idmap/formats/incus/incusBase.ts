import { parseUint32 } from '../../../linux/index.ts';
import type { IdKind } from '../../map/Extent.ts';

/** The range of one kind that Incus may give its containers. */
export interface BaseRange {
  kinds: readonly IdKind[];
  outside: number;
  count: number;
}

/** What Incus's own package assigns to root where /etc/subuid has no line of root's yet (incus 7.0.2, incus-base.postinst, on a fresh Debian). */
export const USUAL_BASE: readonly BaseRange[] = (['uid', 'gid'] as const).map((kind) => ({
  kinds: [kind],
  outside: 1000000,
  count: 1000000000,
}));

/** Incus leaves out ranges that hold fewer ids (shared/idmap/set.go, FilterPOSIX). */
const LEAST = 65536;

/**
 * Root's ranges in both files as Incus reads them when it starts: lines of "root", in capitals too, else those of "0"; what follows a # is no part of
 * a line. Undefined where it has none, or can't read a file: then it starts no unprivileged container (incus 6.0.4, internal/server/sys/os.go,
 * getIdmapset; shared/idmap/set_load.go, getFromShadow).
 */
export function incusBase(subuid: string, subgid: string): readonly BaseRange[] | undefined {
  const found: BaseRange[] = [];
  for (const [kind, text] of [
    ['uid', subuid],
    ['gid', subgid],
  ] as const) {
    const named = readRanges(text, 'root');
    const ranges = named?.length === 0 ? readRanges(text, '0') : named;
    if (!ranges || ranges.length === 0) return undefined;
    found.push(...ranges.map((range) => ({ kinds: [kind], ...range })));
  }
  const large = found.filter(({ count }) => count >= LEAST);
  return large.length > 0 ? large : undefined;
}

/** The owner's ranges; undefined where a line has fewer than three fields, whoever it is for. */
function readRanges(text: string, owner: string): { outside: number; count: number }[] | undefined {
  const ranges: { outside: number; count: number }[] = [];
  for (const line of text.split('\n')) {
    const [content = ''] = line.replace(/\r$/, '').split('#', 1);
    if (content === '') continue;
    const [name = '', start, count] = content.split(':', 4);
    if (start === undefined || count === undefined) return undefined;
    if (name.toLowerCase() !== owner) continue;
    const [outside, ids] = [parseUint32(start), parseUint32(count)];
    if (!outside.error && !ids.error) ranges.push({ outside: Number(outside.value), count: Number(ids.value) });
  }
  return ranges;
}
