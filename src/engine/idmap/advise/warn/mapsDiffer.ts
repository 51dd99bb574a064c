import { counted } from '../../../text/index.ts';
import { joinExtents } from '../../map/compose.ts';
import type { Situation } from '../../situation/Situation.ts';
import { type HostExtent, hostExtents } from '../hostExtents.ts';
import { LESSONS } from '../lessons.ts';
import type { Warning } from '../Warning.ts';

/**
 * A gid map that is another one than the uid map: with other ids inside, or with its main range elsewhere outside. Holes that bring a single
 * user or group of the host inside leave both as they are, and aren't meant.
 */
export function mapsDiffer(situation: Situation): Warning[] {
  const uids = hostExtents(situation, 'uid');
  const gids = hostExtents(situation, 'gid');
  if (!uids?.length || !gids?.length || situation.levels.at(-1)?.tool === 'mount') return [];
  const alone = insideOnly(uids, gids) ?? insideOnly(gids, uids);
  if (alone !== undefined) {
    const [has, lacks] = insideOnly(uids, gids) === undefined ? ['GID', 'UID'] : ['UID', 'GID'];
    return [
      {
        code: 'maps-cover-differently',
        severity: 'warning',
        message: `The container has a ${has} ${alone}, but no ${lacks} ${alone}: the maps have ${counted(total(uids), 'UID')} and ${counted(total(gids), 'GID')}.`,
        hint: `chown ${alone}:${alone} fails with Invalid argument. Map the same container IDs in both maps.`,
        learn: LESSONS.unmapped,
      },
    ];
  }
  const user = main(uids);
  const group = main(gids);
  if (user.outside - user.inside === group.outside - group.inside) return [];
  return [
    {
      code: 'maps-shift-differently',
      severity: 'info',
      message: `Container UID ${user.inside} is ${user.outside} on the host, and GID ${user.inside} is ${group.outside - group.inside + user.inside}: the two maps begin at different numbers.`,
      hint: 'Fine if intended. A chown on the host then needs both numbers, each from its own map.',
      learn: LESSONS.owners,
    },
  ];
}

function total(map: readonly HostExtent[]): number {
  return map.reduce((sum, { count }) => sum + count, 0);
}

/** The largest extent: the range that was assigned, whatever single ids stand beside it. */
function main(map: readonly HostExtent[]): HostExtent {
  return map.reduce((largest, extent) => (extent.count > largest.count ? extent : largest));
}

/** The first id inside that `map` has and `other` lacks. */
function insideOnly(map: readonly HostExtent[], other: readonly HostExtent[]): number | undefined {
  const inside = (extents: readonly HostExtent[]) =>
    joinExtents(extents.map((extent) => ({ inside: extent.inside, outside: extent.inside, count: extent.count })));
  const others = inside(other);
  for (const extent of inside(map)) {
    const holder = others.find((each) => extent.inside >= each.inside && extent.inside < each.inside + each.count);
    if (holder === undefined) return extent.inside;
    const holderEnd = holder.inside + holder.count;
    if (holderEnd < extent.inside + extent.count) return holderEnd;
  }
  return undefined;
}
