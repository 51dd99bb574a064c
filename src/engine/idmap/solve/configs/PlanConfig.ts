import { type Diagnostic, error, type ShellWord } from '../../../text/index.ts';
import type { HostReleases } from '../../formats/mount.ts';
import type { PasteStep } from '../../formats/parseFormat.ts';
import type { Tool } from '../../formats/tools.ts';
import { type IdKind, type IdMap, mapText } from '../../map/Extent.ts';
import { toOutside } from '../../map/toOutside.ts';
import { FIRST_PERSON, systemIdsWarning } from '../../subid/assignCommands.ts';
import { type HostUser, ROOT } from '../../subid/HostFacts.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import { shared } from '../fewest/Range.ts';
import { type Grant, idsOfLine, lineOf, missingGrants, type Plan } from '../missingGrants.ts';

type Grants = Readonly<Record<IdKind, readonly Grant[]>>;

/**
 * What to read before lines are added to each file: that they assign a system account's IDs, or what is assigned to somebody else already; and once, before
 * the first of them, as whom `who` can act from then on. Whoever is assigned an ID can become it (newuidmap(1)), and above UID_MIN it is a person's.
 */
export function grantNotes(plan: Plan, grants: Grants, who: string): Partial<Record<IdKind, string>> {
  const acts = actsAs(plan, grants, who);
  const first = grants.uid.length > 0 ? 'uid' : 'gid';
  const noteOf = (kind: IdKind) =>
    [beware(plan, kind, grants[kind]), kind === first ? acts : undefined].filter(Boolean).join(' ');
  return { uid: noteOf('uid'), gid: noteOf('gid') };
}

const overlap = ({ start, count }: Grant, line: Subid) =>
  idsOfLine(line).some((range) => shared({ start, count }, [range]).length > 0);

/** The warning about IDs that were asked for by number and are a system account's, or assigned to somebody else already. */
function beware({ sides }: Plan, kind: IdKind, grants: readonly Grant[]): string | undefined {
  const theirs = sides[kind].others.find((other) => grants.some((grant) => overlap(grant, other)));
  return (
    systemIdsWarning(kind, grants) ??
    (theirs &&
      `Warning: ${lineOf(theirs)} already assigns some of these IDs: containers of ${theirs.owner} could then change the files of this one, and vice versa.`)
  );
}

/** The warning about all other IDs. */
function actsAs({ sides }: Plan, grants: Grants, who: string): string | undefined {
  const of = (kind: IdKind) =>
    grants[kind].filter(
      (grant) => grant.start >= FIRST_PERSON && !sides[kind].others.some((other) => overlap(grant, other)),
    );
  const [uids, gids] = [idWords(of('uid')), idWords(of('gid'))];
  const [first] = [...of('uid'), ...of('gid')];
  if (first === undefined) return undefined;
  const kinds: readonly [name: string, ids: string][] =
    uids === gids
      ? [['UID and GID', uids]]
      : [
          ['UID', uids],
          ['GID', gids],
        ];
  const words = kinds.filter(([, ids]) => ids !== '').map((each) => each.join(' '));
  const database = uids === '' ? 'group' : 'passwd';
  return `Warning: afterwards, ${who} can act as ${words.join(' and ')} on the host. Check whose ID that is: getent ${database} ${first.start}.`;
}

/** "1000", "1000 to 1009", "1000, 1005 and 3 more". */
function idWords(grants: readonly Grant[]): string {
  const named = grants
    .slice(0, NAMED)
    .map(({ start, count }) => (count === 1 ? `${start}` : `${start} to ${start + count - 1}`));
  const more = grants.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

/** Ranges that are named; a map may have hundreds. */
const NAMED = 2;

/**
 * What to do so that one tool makes the plan's maps. What the reader has to fill in stands in capitals: CTID, NAME, IMAGE, ROOT, DIR, TARGET,
 * MOUNTPOINT.
 */
interface Instructions {
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
