import type { Tool } from '../../formats/tools.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { HostUser } from '../../subid/HostFacts.ts';
import type { Plan } from '../Plan.ts';
import { grantsFor } from './PlanConfig.ts';

/** The plan's user, if both ids are known. */
export function knownUser({ user: { name, uid, gid } }: Plan): HostUser | undefined {
  return uid === undefined || gid === undefined ? undefined : { name, uid, gid };
}

/** The user's lines of both files, with those added that `tool` needs. */
export function filesWith(plan: Plan, tool: Tool): { subuid: string; subgid: string } {
  const text = (kind: IdKind) =>
    [...plan.sides[kind].lines, ...grantsFor(plan, kind, tool)]
      .map(({ owner, start, count }) => `${owner}:${start}:${count}\n`)
      .join('');
  return { subuid: text('uid'), subgid: text('gid') };
}
