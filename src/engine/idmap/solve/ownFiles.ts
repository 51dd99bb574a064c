import { info, warning } from '../../text/index.ts';
import { idCount, OVERFLOW_ID } from '../map/Extent.ts';
import { toInside, toOutside } from '../map/toOutside.ts';
import { ofWishes, type Plan, type PlanDiagnostic, type PlanReason, type PlanSide } from './Plan.ts';

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
export function ownFiles(side: PlanSide, whose: string): PlanDiagnostic | undefined {
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
