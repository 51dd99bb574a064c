import type { Situation } from '../../situation/Situation.ts';
import type { Tool } from '../../situation/Tool.ts';
import { LESSONS } from '../lessons.ts';
import type { Warning } from '../Warning.ts';

/** Tools whose one text holds both maps: a side that isn't there was forgotten. */
const BOTH_IN_ONE: readonly Tool[] = ['lxc', 'oci', 'newuidmap'];

/** A uid map without its gid twin, or the other way round: without a gid map setgid and setgroups fail, and every group shows as 65534. */
export function gidTwin({ levels }: Situation): Warning[] {
  const level = levels.at(-1);
  if (level === undefined || level.tool === 'mount') return [];
  const lacking = (map: typeof level.uid) =>
    map === undefined ? BOTH_IN_ONE.includes(level.tool) && level.tool !== 'newuidmap' : map.length === 0;
  const [has, lacks] =
    (level.uid?.length ?? 0) > 0 && lacking(level.gid)
      ? ['uid', 'gid']
      : (level.gid?.length ?? 0) > 0 && lacking(level.uid)
        ? ['gid', 'uid']
        : [];
  if (has === undefined || lacks === undefined) return [];
  const span = (has === 'uid' ? level.uid : level.gid)?.[0]?.span;
  return [
    {
      code: `${lacks}-map-missing`,
      severity: 'warning',
      message: `There is a ${has} map and no ${lacks} map.`,
      hint: `Without one each ${lacks === 'gid' ? 'group' : 'user'} inside shows as 65534, and changing to one fails: Invalid argument. Write the same ranges for ${lacks}s.`,
      ...(span && { span }),
      learn: LESSONS.ranges,
    },
  ];
}
