import { joinExtents } from '../../map/compose.ts';
import { type IdKind, type IdMap, OVERFLOW_ID } from '../../map/Extent.ts';
import { toOutside } from '../../map/toOutside.ts';
import type { Situation } from '../../situation/Situation.ts';
import { idRange, listed } from '../inWords.ts';
import { LESSONS } from '../lessons.ts';
import type { Finding } from './Finding.ts';

/** What images are made for, and what every tool takes for a range of its own: 2^16 ids. */
const USUAL_COUNT = 65536;

/**
 * A map with fewer than 65536 ids, or none for 65534: Debian's nobody and nogroup, to whom programs such as apt change. Files of an image
 * that belong to an id without a mapping can't be unpacked (Podman 5.4.2: "potentially insufficient UIDs or GIDs available"). systemd's
 * UIDS-GIDS asks container managers for 65536 at least. unshare is left alone: it maps what it was told.
 */
export function fewIds(situation: Situation, kind: IdKind): Finding[] {
  const level = situation.levels.at(-1);
  const map = level?.[kind];
  if (level === undefined || map === undefined || map.length === 0) return [];
  if (level.tool === 'mount' || level.tool === 'unshare') return [];
  const total = map.reduce((sum, { count }) => sum + count, 0);
  const lacksNobody = toOutside(map, OVERFLOW_ID) === undefined;
  if (total >= USUAL_COUNT && !lacksNobody) return [];
  const few = total < USUAL_COUNT;
  const gaps = gapsOf(map);
  return [
    {
      code: few ? 'few-ids' : 'nobody-unmapped',
      severity: lacksNobody ? 'warning' : 'info',
      facts: `${total} ${lacksNobody} ${gaps}`,
      say: ({ map: name }) => ({
        message: few
          ? `Only ${total} ${total === 1 ? 'ID is' : 'IDs are'} mapped (${name})${lacksNobody ? ', and 65534 (nobody) is not among them' : ''}.${gaps === '' ? '' : ` Missing between the lines: ${gaps}.`}`
          : `65534 (nobody) is not mapped (${name}), although ${total} IDs are.`,
        hint: 'An image with a file of an unmapped ID cannot be unpacked, and a program that switches to such a user fails: Invalid argument. Map 65536 IDs, from 0 up.',
      }),
      span: map[0]?.span,
      learn: LESSONS.unmapped,
    },
  ];
}

/** The ids inside that lie between two lines of the map and are in none: "1000", "1000 and 2000 to 2999". */
function gapsOf(map: IdMap): string {
  const sorted = joinExtents(map);
  const gaps = sorted.slice(1).flatMap((extent, index) => {
    const before = sorted[index];
    const first = before === undefined ? 0 : before.inside + before.count;
    return extent.inside > first ? [{ first, count: extent.inside - first }] : [];
  });
  return listed(gaps.map(({ first, count }) => idRange(first, count)));
}
