import { counted, type Diagnostic, error, info, warning } from '../../text/index.ts';
import { TOOLS } from '../formats/tools.ts';
import { type IdKind, idCount, isId, OVERFLOW_ID } from '../map/Extent.ts';
import { toInside, toOutside } from '../map/toOutside.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { shared, unite } from './fewest/Range.ts';
import {
  idsOfLine,
  lineOf,
  ofWishes,
  type Plan,
  type PlanDiagnostic,
  type PlanReason,
  type PlanSide,
  type Solved,
  type SolveOptions,
  settleWishes,
  type Wish,
  wishProblem,
} from './missingGrants.ts';
import { type SideQuestion, solveSide } from './solveSide.ts';

/** A run of ids whose files have to change hands: the inside ids, the outside ids they have, and those they get. */
interface Handover {
  inside: number;
  from: number;
  to: number;
  count: number;
}

/** More ids are not handed over one by one: each is looked for in the whole file system. */
const MOST_MOVED = 100;

/**
 * The files that a mapped id has in the container's own file system were made under its usual outside id, so they are another's with this map:
 * which, and the commands that change their owner.
 */
function ownFiles(side: PlanSide, whose: string): PlanDiagnostic | undefined {
  const asked = changedHands(side, 'asked');
  const [first, ...more] = asked;
  if (first === undefined) return undefined;
  const shown = toInside(side.map, first.from) ?? OVERFLOW_ID;
  const others =
    more.length === 0
      ? ''
      : `; the same holds for ${more.length === 1 ? 'one more mapping' : `${more.length} more mappings`}`;
  const moved = idCount(changedHands(side, 'moved'));
  const inTurn = inOrder(side);
  // No command takes files from the host's root, or gives it any.
  const ofRoot = (inTurn ?? asked).some(({ from, to }) => from === 0 || to === 0);
  const order = ofRoot ? undefined : inTurn;
  const text = order && commandsOf(whose, order, 'find ROOTFS');
  const diagnostic = (moved > MOST_MOVED ? warning : info)(
    'solve-own-files',
    `An existing container has files of ${whose} ID ${first.inside}: on the host they belong to ${first.from}, and with this map the container would show them as ${shown}${others}.`,
    order
      ? `Change their owner while the container is stopped. ${BITS}`
      : ofRoot
        ? 'No chown is shown: host ID 0 is root.'
        : moved > MOST_MOVED
          ? `No chown command is shown: this map also changes the host IDs of ${moved} other IDs, so in an existing container, files of one ID would belong to another. Map the ID to a host ID outside the container’s own range.`
          : 'These IDs exchange their host IDs, which no single chown can do. Map the ID to a host ID outside the container’s own range.',
  );
  const steps = text === undefined ? {} : { steps: [{ where: { shell: 'host' as const, root: true }, text }] };
  return { ...ofWishes(diagnostic), ...steps };
}

/** chown(2): an owner that changes clears the set-user-ID and set-group-ID bits, and file capabilities (capabilities(7)). */
export const BITS =
  'chown removes set-user-ID bits and file capabilities. If these IDs own programs that have them, which is rare, list them first (find -perm /6000, getcap -r), and set them again afterwards (chmod u+s, setcap).';

/**
 * The commands that hand over what a container has already, users and groups, each line beginning with `find`: a program and the root file system.
 * Empty where nothing changes hands. What to say instead where ids change places with each other, or too many of them change: to use the map
 * all the same would give files of one id to another.
 */
export function ownFilesCommands({ sides }: Plan, find: string): string | PlanDiagnostic {
  const [groups, users] = [inOrder(sides.gid), inOrder(sides.uid)];
  if (groups && users) return commandsOf('group', groups, find) + commandsOf('user', users, find);
  const blocked = users ? ownFiles(sides.gid, 'group') : ownFiles(sides.uid, groups ? 'user' : 'user and group');
  return blocked ? { ...blocked, severity: 'error' } : '';
}

function changedHands({ parts, usual }: PlanSide, reason: PlanReason): Handover[] {
  return parts.flatMap(({ because, inside, outside, count }) => {
    const from = because === reason ? toOutside(usual, inside) : undefined;
    return from === undefined || from === outside ? [] : [{ inside, from, to: outside, count }];
  });
}

/**
 * What is handed over, the ids that were asked for and the others that get other outside ids with them, so that no files are met twice: ids that others are
 * handed to give theirs away before. Undefined where they go round in a circle, or too many move that nobody asked for.
 */
function inOrder(side: PlanSide): Handover[] | undefined {
  const [asked, moved] = [changedHands(side, 'asked'), changedHands(side, 'moved')];
  if (asked.length === 0) return [];
  if (idCount(moved) > MOST_MOVED) return undefined;
  const waiting = [...asked, ...moved];
  const ordered: Handover[] = [];
  while (waiting.length > 0) {
    const at = waiting.findIndex(
      (each) => !waiting.some((other) => other !== each && overlaps(each.to, other.from, each, other)),
    );
    const [next] = at === -1 ? [] : waiting.splice(at, 1);
    if (next === undefined) return undefined;
    ordered.push(next);
  }
  return ordered;
}

function overlaps(start: number, otherStart: number, { count }: Handover, other: Handover): boolean {
  return start < otherStart + other.count && otherStart < start + count;
}

/** Commands that give files to other owners, to other groups, or to both. */
function commandsOf(whose: string, handovers: readonly Handover[], find: string): string {
  const line = (test: string, command: string, { from, to, count }: Handover) => {
    // Where a run moves up into itself, its end goes first.
    const numbers = from < to && to < from + count ? `${count - 1} -1 0` : `0 ${count - 1}`;
    return count === 1
      ? `${find} -xdev ${test} ${from} -exec ${command} -h ${to} {} +\n`
      : `for i in $(seq ${numbers}); do ${find} -xdev ${test} $((${from} + i)) -exec ${command} -h $((${to} + i)) {} +; done\n`;
  };
  const groups = handovers.map((each) => line('-gid', 'chgrp', each));
  const owners = handovers.map((each) => line('-uid', 'chown', each));
  return [...(whose === 'user' ? [] : groups), ...(whose === 'group' ? [] : owners)].join('');
}

type Questions = Readonly<Record<IdKind, SideQuestion>>;

/** What to know about a plan before it is used. */
function planWarnings(wishes: readonly Wish[], plan: Plan, questions: Questions): PlanDiagnostic[] {
  return [
    ...wishes.flatMap(ofHostRoot),
    ...(['uid', 'gid'] as const).flatMap((kind) => assignedToOthers(plan, kind, questions[kind])),
    ...ofBoth((kind, whose) => manyOfHost(plan.sides[kind], whose)),
    ...ofBoth((kind, whose) => noRoot(plan, questions[kind], whose)),
    ...ofBoth((kind, whose) => beyondSize(plan.sides[kind].map, questions[kind], whose)),
    ...ofBoth((kind, whose) => (shiftsFiles(questions[kind]) ? undefined : ownFiles(plan.sides[kind], whose))),
    ...ofBoth((kind, whose) => movedIds(plan.sides[kind], whose)),
    ...ofBoth((kind, whose) => notProven(plan.sides[kind], whose)),
  ];
}

/** One diagnostic where the same is true of users and groups, else one for each kind. */
function ofBoth(say: (kind: IdKind, whose: string) => Diagnostic | undefined): PlanDiagnostic[] {
  const [uid, gid] = [say('uid', 'user and group'), say('gid', 'user and group')];
  const isSame = uid && gid && uid.message === gid.message && uid.hint === gid.hint;
  const found = isSame ? [uid] : [say('uid', 'user'), say('gid', 'group')];
  return found.flatMap((diagnostic) => (diagnostic ? [ofWishes(diagnostic)] : []));
}

function ofHostRoot({ inside, outside }: Wish): PlanDiagnostic[] {
  if (outside !== 0) return [];
  const message = `Container ID ${inside} is mapped to the host’s ID 0: whoever is ${inside} in the container owns what root owns on the host.`;
  return [ofWishes(warning('solve-host-root', message, 'Give the files to another host ID, and map that one.'))];
}

const shiftsFiles = ({ tool }: SideQuestion) => tool !== undefined && TOOLS[tool].shiftsFiles;

/** More ids than anybody maps one by one: people and services of the host are likely among them. */
const MANY = 1000;

function manyOfHost({ grants }: PlanSide, whose: string): Diagnostic | undefined {
  const grant = grants.find(({ count }) => count > MANY);
  return (
    grant &&
    warning(
      'solve-many-of-host',
      `These mappings assign ${grant.count} ${whose} IDs of the host to the container: ${grant.start} to ${grant.start + grant.count - 1}.`,
      'The container can change whatever these IDs own on the host. Check that none is an account: getent passwd.',
    )
  );
}

function assignedToOthers(plan: Plan, kind: IdKind, { owner }: SideQuestion): PlanDiagnostic[] {
  const { grants, others } = plan.sides[kind];
  const theirs = unite(others.flatMap(idsOfLine));
  return grants.flatMap((grant): PlanDiagnostic[] => {
    if (shared(grant, theirs).length === 0) return [];
    const line = others.find((other) => idsOfLine(other).some((range) => shared(grant, [range]).length > 0));
    if (line === undefined) return [];
    const message = `${lineOf(grant)} shares IDs with ${lineOf(line)}.`;
    const hint = `Containers of ${owner} and of ${line.owner} could then change each other’s files.`;
    return [{ of: `sub${kind}`, ...warning('solve-assigned-to-other', message, hint, line.span) }];
  });
}

function noRoot(plan: Plan, { kind, tool }: SideQuestion, whose: string): Diagnostic | undefined {
  if (tool === 'mount' || toOutside(plan.sides[kind].map, 0) !== undefined) return undefined;
  return warning(
    'solve-no-root',
    `${whose.charAt(0).toUpperCase()}${whose.slice(1)} ID 0 of the container has no host ID: the container has no root.`,
    'LXC and Podman start as ID 0. Map all other IDs as well, or map 0 to a host ID.',
  );
}

function beyondSize(map: Plan['uid'], { size, rest }: SideQuestion, whose: string): Diagnostic | undefined {
  const beyond = size === 'all' || size === 0 || !rest ? undefined : map.find(({ inside }) => inside > size);
  return (
    beyond &&
    info(
      'solve-beyond-size',
      `Container ID ${beyond.inside} lies above the first ${size === 1 ? 'ID' : `${size} IDs`}; the ${whose} IDs in between have no host ID.`,
      'Files of unmapped IDs show as 65534; chown and setuid to such an ID fail with EINVAL.',
    )
  );
}

function movedIds({ moved, kept, other }: PlanSide, whose: string): Diagnostic | undefined {
  if (moved === 0) return undefined;
  const fewer = other && other.moved < moved ? other : undefined;
  const way = fewer
    ? ` With ${fewer.extents} lines, ${fewer.moved === 0 ? 'no other ID changes' : fewer.moved === 1 ? 'only 1 ID changes' : `only ${fewer.moved} IDs change`}.`
    : other === undefined
      ? ' No map changes fewer IDs.'
      : '';
  return (fewer ? warning : info)(
    'solve-moved',
    `${counted(moved, `other ${whose} ID`)} ${moved === 1 ? 'gets a different host ID' : 'get different host IDs'} than without these mappings; ${kept} ${kept === 1 ? 'keeps its own' : 'keep theirs'}.`,
    `An existing container has files with the old host IDs, which need a chown.${way}`,
  );
}

function notProven({ map, fewest }: PlanSide, whose: string): Diagnostic | undefined {
  if (fewest) return undefined;
  const message = `The map of ${whose} IDs has ${map.length} lines. The search for one with fewer was not finished.`;
  return info('solve-not-proven', message, 'The map is correct as it is.');
}

/** The ids that an image may use; `nobody` is 65534. */
const USUAL_SIZE = 65536;

/**
 * The maps that have every mapping in `wishes` and map the rest of the inside ids to outside ids of `available`, in the fewest extents; the lines
 * that /etc/subuid and /etc/subgid lack for them; or every reason why no map does it. Users and groups are solved each for themselves. Never throws.
 *
 * An outside id that a wish uses serves none of the rest, also where it lies in the range. Among maps with as few extents, ids of the rest
 * keep their offset in the range, as Proxmox has it: inside i is the i-th id of the range.
 */
export function solve(wishes: readonly Wish[], available: readonly Subid[], options: SolveOptions = {}): Solved {
  const { size = USUAL_SIZE, rest = true, prefer = 'fewest', subgid = available, current, tool, kernel } = options;
  const user = userOf(options.user, available);
  const problems = wishes.map(wishProblem);
  const diagnostics: PlanDiagnostic[] = problems.filter((problem) => problem !== undefined);
  if (size !== 'all' && !(Number.isInteger(size) && size >= 0 && (size === 0 || isId(size - 1)))) {
    const message = `${size} is not a number of container IDs: enter 0 to 4294967295.`;
    diagnostics.push(ofWishes(error('solve-size', message, 'Images use up to 65536.')));
  }
  if (wishes.length === 0 && (!rest || size === 0)) {
    const message = 'No mapping is given, and the other IDs are not mapped either.';
    const hint = 'Add a mapping, such as 1000:1005 (container ID, host ID).';
    diagnostics.push(ofWishes(error('solve-nothing', message, hint)));
  }

  const sound = wishes.map((wish, index) => (problems[index] ? undefined : wish));
  const question = (kind: 'uid' | 'gid'): SideQuestion => {
    const settled = settleWishes(sound, kind);
    for (const diagnostic of settled.diagnostics) diagnostics.push(diagnostic);
    const all = kind === 'uid' ? available : subgid;
    const lines = all.filter(({ owner }) => owner === user.name || (user.uid !== undefined && owner === `${user.uid}`));
    const given = { kind, mapped: settled.extents, lines, all, owner: user.name, size, rest, prefer };
    return { ...given, own: user[kind], current: current?.[kind], tool, kernel };
  };
  const questions = { uid: question('uid'), gid: question('gid') };
  if (diagnostics.length > 0) return { value: undefined, diagnostics: once(diagnostics) };

  const [uid, gid] = [solveSide(questions.uid), solveSide(questions.gid)];
  if (uid.side === undefined || gid.side === undefined) {
    return { value: undefined, diagnostics: once([...uid.diagnostics, ...gid.diagnostics]) };
  }
  const plan: Plan = {
    uid: uid.side.map,
    gid: gid.side.map,
    subuid: uid.side.grants.map(lineOf),
    subgid: gid.side.grants.map(lineOf),
    sides: { uid: uid.side, gid: gid.side },
    user,
  };
  return { value: plan, diagnostics: once(planWarnings(wishes, plan, { uid: questions.uid, gid: questions.gid })) };
}

/** root, whose own ids are 0, unless the options or the first line name another. */
function userOf(user: SolveOptions['user'], available: readonly Subid[]): Plan['user'] {
  const { name, uid, gid } = user ?? { name: available[0]?.owner ?? 'root', uid: undefined, gid: undefined };
  const own = name === 'root' ? 0 : undefined;
  const [ownUid, ownGid] = [uid ?? own, gid ?? own];
  return { name, ...(ownUid !== undefined && { uid: ownUid }), ...(ownGid !== undefined && { gid: ownGid }) };
}

/** What is true of users and groups alike is said once; so is a command, which may do for both files. */
function once(diagnostics: readonly PlanDiagnostic[]): PlanDiagnostic[] {
  const said = new Set<string>();
  const isNew = (key: string) => !said.has(key) && said.add(key).size > 0;
  return diagnostics
    .filter(({ of, code, message, span }) => isNew(JSON.stringify([of, code, message, span?.start])))
    .map(({ steps, ...diagnostic }) => {
      const more = steps?.filter(({ text }) => isNew(text)) ?? [];
      return more.length === 0 ? diagnostic : { ...diagnostic, steps: more };
    });
}
