import type { LocatedExtent } from '../../map/Extent.ts';
import { type Place, planConfig } from '../../solve/configs/PlanConfig.ts';
import type { Plan, Wish } from '../../solve/missingGrants.ts';
import { solve } from '../../solve/solve.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import type { Remedy } from '../Wants.ts';
import { hasRoot, type Ids, isOwned, type Need } from './files.ts';

/** One id of the host is the container's own, `inside` there, and the others stay in its range. */
export function hostIdRemedy(
  need: Need,
  inside: Ids,
  places: readonly Place[],
  { code, title = '', byRoot = '' }: { code: string; title?: string; byRoot?: string },
): Remedy | undefined {
  const { tool, owner, outside, kind, dir, target, mounted } = need;
  if (tool === undefined || owner === undefined || isOwned(owner, outside) || hasRoot(owner)) return undefined;
  const plan = hostIdPlan(need, inside);
  const [config] = plan ? places.flatMap((place) => planConfig(tool, place, plan, { dir, target, mounted }) ?? []) : [];
  if (config === undefined || config.cannot) return undefined;
  const [who, as] = [owner[kind] ?? owner.uid, inside[kind] ?? inside.uid];
  return {
    code,
    title: `Map the host’s ${kind.toUpperCase()} ${who} to ${as} in the container${title}`,
    why: `The share stays as it is. But ${as} in the container is then ${who} on the host, with all its permissions.${plan?.user.name === 'root' ? byRoot : ''}`,
    steps: config.steps,
  };
}

/** The container's map with the files' owner brought inside, solved from the map it has; undefined where no map does. */
function hostIdPlan({ situation, owner, tool }: Need, as: Ids): Plan | undefined {
  const level = situation.levels[0];
  if (level?.uid === undefined || level.gid === undefined || situation.levels.length !== 1) return undefined;
  const wishes = (['uid', 'gid'] as const).flatMap((kind): Wish[] => {
    const [inside, outside] = [as[kind], owner?.[kind]];
    return inside === undefined || outside === undefined ? [] : [{ inside, outside, kind }];
  });
  if (wishes.length === 0) return undefined;
  const name = subidOwner(situation.subuid, level.uid);
  const size = Math.max(...level.uid.map(end), ...level.gid.map(end));
  return solve(wishes, situation.subuid ?? subidsOf(name, level.uid), {
    size,
    user: situation.user?.name === name ? situation.user : { name },
    subgid: situation.subgid ?? subidsOf(name, level.gid),
    current: { uid: level.uid, gid: level.gid },
    prefer: 'kept',
    ...(tool && { tool }),
  }).value;
}

/** Whose line the map's ids come from; root's, where nobody has shown the file. */
function subidOwner(lines: readonly Subid[] | undefined, map: readonly LocatedExtent[]): string {
  const covers = ({ start, count }: Subid) =>
    map.some((extent) => extent.count > 1 && start <= extent.outside && extent.outside + extent.count <= start + count);
  return lines?.find(covers)?.owner ?? 'root';
}

/** The lines behind the map's ranges: what must be in a file that nobody has shown. */
function subidsOf(owner: string, map: readonly LocatedExtent[]): Subid[] {
  return map
    .filter(({ count }) => count > 1)
    .map(({ outside, count, span }) => ({ owner, start: outside, count, span }));
}

function end({ inside, count }: LocatedExtent): number {
  return inside + count;
}

/** Whether root's line assigns the map's ids, or would where nobody has shown the file. */
export const isAssignedToRoot = ({ situation: { levels, subuid } }: Need): boolean =>
  subidOwner(subuid, levels[0]?.uid ?? []) === 'root';
