import type { Diagnostic, ShellWord } from '../../../text/index.ts';
import type { HostReleases } from '../../formats/noIdmappedMount.ts';
import type { PasteStep } from '../../formats/PasteStep.ts';
import type { Tool } from '../../formats/tools.ts';
import { type IdKind, type IdMap, mapText } from '../../map/Extent.ts';
import { type HostUser, ROOT } from '../../subid/HostFacts.ts';
import { lineOf, missingGrants } from '../missingGrants.ts';
import type { Grant, Plan } from '../Plan.ts';
import { grantNotes } from './grantNotes.ts';

/**
 * What to do so that one tool makes the plan's maps. What the reader has to fill in stands in capitals: CTID, NAME, IMAGE, ROOT, DIR, TARGET,
 * MOUNTPOINT.
 */
export interface Instructions {
  /** What to write and to run, in order. Where `cannot` is set: the way round, if there is one. */
  steps: readonly PasteStep[];
  /** Among the steps is what becomes of the files that a container has already. */
  handsOver?: true;
  /** Why this tool can't have the map; no error where it only isn't known yet. */
  cannot?: Diagnostic;
  /** What to know beside. */
  note?: string;
}

/** The instructions for a tool, with what the reader calls it; one tool may be configured in several places. */
export interface PlanConfig extends Instructions {
  tool: Tool;
  name: string;
}

/** The directory that the plan is for, as words of a shell: on the host, and as the container has it. */
export interface Share {
  dir: ShellWord | 'DIR';
  target: ShellWord | 'TARGET' | '/data';
  /** The container has it already. */
  mounted: boolean;
}

/** A share that nobody has named: placeholders, which the container has. */
export const UNKNOWN_SHARE: Share = { dir: 'DIR', target: 'TARGET', mounted: true };

/** Makes the instructions for one tool; undefined where the plan is for somebody who doesn't run it. */
export type ConfigMaker = (plan: Plan, share: Share, host: HostReleases) => Instructions | undefined;

/** The instructions where the tool can't have the map. */
export const cannot = (reason: Diagnostic): Instructions => ({ steps: [], cannot: reason });

/** The lines that `tool` needs in the file of one kind, beside those that are there. */
export function grantsFor({ sides, user }: Plan, kind: IdKind, tool: Tool): Grant[] {
  const { map, lines } = sides[kind];
  return missingGrants(map, lines, user.name, user[kind], tool);
}

/** The plan's user, if both ids are known. */
export function knownUser({ user: { name, uid, gid } }: Plan): HostUser | undefined {
  return uid === undefined || gid === undefined ? undefined : { name, uid, gid };
}

/** The user's lines of both files, with those added that `tool` needs. */
export function filesWith(plan: Plan, tool: Tool): { subuid: string; subgid: string } {
  const text = (kind: IdKind) =>
    [...plan.sides[kind].lines, ...grantsFor(plan, kind, tool)].map((line) => `${lineOf(line)}\n`).join('');
  return { subuid: text('uid'), subgid: text('gid') };
}

/** Lines to add to /etc/subuid and /etc/subgid; a line of root's is for what LXC or Incus starts. */
export function grantSteps(plan: Plan, tool: Tool): PasteStep[] {
  const grants = { uid: grantsFor(plan, 'uid', tool), gid: grantsFor(plan, 'gid', tool) };
  const notes = grantNotes(plan, grants, plan.user.name === ROOT.name ? 'the container' : plan.user.name);
  return (['uid', 'gid'] as const).flatMap((kind) => {
    const text = grants[kind].map((grant) => `${lineOf(grant)}\n`).join('');
    const note = notes[kind];
    return text === '' ? [] : [{ where: { file: `/etc/sub${kind}`, add: true }, text, ...(note && { note }) }];
  });
}

export function onHost(text: string, root: boolean): PasteStep {
  return { where: { shell: 'host', root }, text };
}

/** The map from the other side. */
export function turned(map: IdMap): IdMap {
  return map.map(({ inside, outside, count }) => ({ inside: outside, outside: inside, count }));
}

export function sameMap(one: IdMap, other: IdMap): boolean {
  return mapText(one) === mapText(other);
}
