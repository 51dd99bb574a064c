import { type Diagnostic, error } from '../../../text/index.ts';
import type { PasteStep } from '../../formats/PasteStep.ts';
import type { Tool } from '../../formats/tools.ts';
import type { IdKind, IdMap } from '../../map/Extent.ts';
import { systemIdsWarning } from '../../subid/assignCommands.ts';
import { lineOf, missingGrants } from '../missingGrants.ts';
import type { Grant, Plan } from '../Plan.ts';

/** A plan as one tool wants it told. What the reader has to fill in stands in capitals: CTID, NAME, IMAGE, ROOT, DIR, TARGET, MOUNTPOINT. */
export interface PlanConfig {
  tool: Tool;
  /** What the reader calls it; one tool may be told in several places. */
  name: string;
  /** What to write and to run, in order. Where `cannot` is set: the way round, if there is one. */
  steps: readonly PasteStep[];
  /** Among the steps is what becomes of the files that a container has already. */
  handsOver?: true;
  /** Why this tool can't have the map; no error where it only isn't known yet. */
  cannot?: Diagnostic;
  /** What to know beside. */
  note?: string;
}

/** The directory that the plan is for, as words of a shell: on the host, and as the container has it. */
export interface Share {
  dir: string;
  target: string;
  /** The container has it already. */
  mounted: boolean;
}

/** A share that nobody has named: placeholders, which the container has. */
export const UNKNOWN_SHARE: Share = { dir: 'DIR', target: 'TARGET', mounted: true };

/** Makes the config of one tool; undefined where the plan is for somebody who doesn't run it. */
export type ConfigMaker = (plan: Plan, share: Share) => PlanConfig | undefined;

/** The lines that `tool` needs in the file of one kind, beside those that are there. */
export function grantsFor({ sides, user }: Plan, kind: IdKind, tool: Tool): Grant[] {
  const { map, lines } = sides[kind];
  return missingGrants(map, lines, user.name, user[kind], tool);
}

/** Lines to add to /etc/subuid and /etc/subgid. */
export function grantSteps(plan: Plan, tool: Tool): PasteStep[] {
  return (['uid', 'gid'] as const).flatMap((kind) => {
    const grants = grantsFor(plan, kind, tool);
    const text = grants.map(({ owner, start, count }) => `${owner}:${start}:${count}\n`).join('');
    const note = beware(plan, kind, grants);
    return text === '' ? [] : [{ where: { file: `/etc/sub${kind}`, add: true }, text, ...(note && { note }) }];
  });
}

/** What to read before ids are assigned that were asked for by number and are a system account's, or assigned to somebody else already. */
export function beware({ sides }: Plan, kind: IdKind, grants: readonly Grant[]): string | undefined {
  const theirs = sides[kind].others.find(({ start, count }) =>
    grants.some((grant) => start < grant.start + grant.count && grant.start < start + count),
  );
  return (
    systemIdsWarning(kind, grants) ??
    (theirs &&
      `Warning: ${lineOf(theirs)} already assigns some of these IDs: containers of ${theirs.owner} could then change the files of this one, and vice versa.`)
  );
}

export function onHost(text: string, root: boolean): PasteStep {
  return { where: { shell: 'host', root }, text };
}

export function refusal(code: string, message: string, hint: string): Diagnostic {
  return error(code, message, hint);
}

/** The map from the other side. */
export function turned(map: IdMap): IdMap {
  return map.map(({ inside, outside, count }) => ({ inside: outside, outside: inside, count }));
}

export function sameMap(one: IdMap, other: IdMap): boolean {
  const text = (map: IdMap) => map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}`).join();
  return text(one) === text(other);
}
