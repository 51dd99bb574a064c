import { type Diagnostic, error, type ShellWord } from '../../../text/index.ts';
import type { HostReleases } from '../../formats/noIdmappedMount.ts';
import type { PasteStep } from '../../formats/PasteStep.ts';
import type { Tool } from '../../formats/tools.ts';
import { type IdKind, type IdMap, mapText } from '../../map/Extent.ts';
import { toOutside } from '../../map/toOutside.ts';
import { systemIdsWarning } from '../../subid/assignCommands.ts';
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

/** One place where a tool is configured, under the name that its readers know. */
export type Place = readonly [name: string, make: ConfigMaker];

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

/** What the tool is to be told in one place; undefined where the plan's user doesn't run it. A map with the host's root in it is written for none. */
export function planConfig(
  tool: Tool,
  [name, make]: Place,
  plan: Plan,
  share: Share,
  host: HostReleases = {},
): PlanConfig | undefined {
  const made = make(plan, share, host);
  const refused = hostRootRefusal(plan);
  return made && { tool, name, ...(refused ? cannot(refused) : withWarning(made, plan)) };
}

/**
 * Whoever may map the host's 0 is root there: no text to paste says so, whatever the tool. An extent that covers it begins with it; an idmapped mount
 * goes by the map that there is without the wishes.
 */
export function hostRootRefusal({ uid, gid, sides }: Plan): Diagnostic | undefined {
  const maps = [...uid, ...gid, ...sides.uid.usual, ...sides.gid.usual];
  if (!maps.some(({ outside }) => outside === 0)) return undefined;
  return error(
    'host-root-withheld',
    'No map: host ID 0 is root.',
    'A user mapped to it can act as root on the host. Use another host ID and ranges without 0, and give that ID access to the files (chown, or an ACL).',
  );
}

/** The warning about a system account's id above the first step, where no step that assigns it has it. */
function withWarning(made: Instructions, { sides }: Plan): Instructions {
  if (made.cannot || made.steps.some(({ note }) => note?.startsWith('Warning:'))) return made;
  const [warned] = (['uid', 'gid'] as const).flatMap((kind) => {
    const mapped = sides[kind].parts.filter(({ because }) => because === 'asked');
    const ranges = mapped.map(({ inside, outside, count }) => ({ owner: inside, start: outside, count }));
    return systemIdsWarning(kind, ranges) ?? [];
  });
  const note = [warned, made.note].filter(Boolean).join(' ');
  return note === '' ? made : { ...made, note };
}

/** A file is made as the user inside by `run`, which enters the container as these ids, and looked at outside. */
export function checkSteps(
  { uid, gid, sides }: Plan,
  run: (user: number, group: number) => string,
  { dir, target }: Share,
  root = true,
): PasteStep[] {
  const [user, group] = [sides.uid, sides.gid].map(({ parts }) => parts.find(({ because }) => because === 'asked'));
  if (user === undefined) return [];
  const groupId = group?.inside ?? user.inside;
  const outside = toOutside(gid, groupId);
  if (outside === undefined || toOutside(uid, user.inside) === undefined) return [];
  const text = `${run(user.inside, groupId)} -- touch ${target}/try\nls -ln ${dir}/try`;
  const note = `Check: a file that UID ${user.inside} creates in the container belongs to UID ${user.outside} and GID ${outside} on the host.`;
  return [{ ...onHost(text, root), note }];
}
