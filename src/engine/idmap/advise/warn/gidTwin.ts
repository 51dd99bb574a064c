import type { IdKind, NamespaceMaps } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import { LESSONS } from '../lessons.ts';
import type { Warning } from '../Warning.ts';
import { collect } from './collect.ts';
import { ownerNames } from './ownerNames.ts';

/**
 * A uid map without its gid twin, or the other way round: every group then shows as 65534, and setgid and chgrp fail with EINVAL
 * (user_namespaces(7)). A side that no text tells is missing only where the one text would have held both.
 */
export function gidTwin(situation: Situation): Warning[] {
  const { levels } = situation;
  const level = levels.at(-1);
  if (level === undefined || level.tool === 'mount') return ownersWithoutTwin(situation);
  // LXC starts no container without one; its config's problems say so.
  const lacking = (map: NamespaceMaps['uid']) => (map === undefined ? level.tool === 'oci' : map.length === 0);
  const missing = (has: IdKind, lacks: IdKind): Warning[] => {
    const [first] = level[has] ?? [];
    if (first === undefined || !lacking(level[lacks])) return [];
    return [
      {
        code: `${lacks}-map-missing`,
        severity: 'warning',
        message: `The text has a ${has.toUpperCase()} map, but no ${lacks.toUpperCase()} map.`,
        hint: `Without one, every ${lacks === 'gid' ? 'group' : 'user'} in the container shows as 65534, and switching to one fails: Invalid argument. Map the ${lacks.toUpperCase()}s as well.`,
        span: first.span,
        learn: LESSONS.ranges,
      },
    ];
  };
  return [...missing('uid', 'gid'), ...missing('gid', 'uid'), ...ownersWithoutTwin(situation)];
}

/**
 * Owners who have a range in one of the two files alone. dockerd does not start for them, and rootless Podman 5.4.2 falls back to the user's
 * own single id ("no subuid ranges found", "no subgid ranges found").
 */
function ownersWithoutTwin(situation: Situation): Warning[] {
  const { subuid, subgid } = situation;
  const nameOf = ownerNames(situation);
  if (subuid === undefined || subgid === undefined) return [];
  const without = (lines: readonly Subid[], others: readonly Subid[], has: string, lacks: string): Warning[] => {
    const twins = new Set(others.map(nameOf));
    const seen = new Set<string>();
    return collect(lines, (line) => {
      const { owner, start, count, span } = line;
      const name = nameOf(line);
      if (owner === '' || twins.has(name) || seen.has(name)) return undefined;
      seen.add(name);
      return {
        code: 'subid-twin-missing',
        severity: 'warning' as const,
        message: `${owner} has a range in ${has}, but none in ${lacks}.`,
        hint: `dockerd does not start, and rootless Podman maps only the user. Add ${owner}:${start}:${count} to ${lacks}, if those IDs are free there.`,
        span,
        learn: LESSONS.ranges,
      };
    });
  };
  return [
    ...without(subuid, subgid, '/etc/subuid', '/etc/subgid'),
    ...without(subgid, subuid, '/etc/subgid', '/etc/subuid'),
  ];
}
