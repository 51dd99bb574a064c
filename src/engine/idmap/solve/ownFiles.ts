import { info, warning } from '../../text/index.ts';
import { idCount, OVERFLOW_ID } from '../map/Extent.ts';
import { toInside } from '../map/toOutside.ts';
import { shared } from './fewest/Range.ts';
import { ofWishes, type Plan, type PlanDiagnostic, type PlanReason } from './Plan.ts';

/** A run of ids whose files have to change hands: the inside ids, the outside ids they have, and those they get. */
interface Handover {
  inside: number;
  from: number;
  to: number;
  count: number;
}

/** More ids are not handed over one by one: each is looked for in the whole file system. */
const MOST_MOVED = 100;

type Hands = Pick<Plan['sides']['uid'], 'parts' | 'usual'>;

/**
 * The files that a mapped id has in the container's own file system were made under its usual outside id, so they are another's with this map:
 * which, and the commands that change their owner.
 */
export function ownFiles(side: Plan['sides']['uid'], whose: string): PlanDiagnostic | undefined {
  const [first, ...more] = changedHands(side, 'asked');
  if (first === undefined) return undefined;
  const shown = toInside(side.map, first.from) ?? OVERFLOW_ID;
  const others =
    more.length === 0
      ? ''
      : `; the same holds for ${more.length === 1 ? 'one more mapping' : `${more.length} more mappings`}`;
  const moved = idCount(changedHands(side, 'moved'));
  const ofRoot = handovers(side).some(withRoot);
  const order = ofRoot ? undefined : inOrder(side);
  const text = order && commandsOf(whose, order, 'find ROOTFS');
  const diagnostic = (moved > MOST_MOVED ? warning : info)(
    'solve-own-files',
    `An existing container has files of ${whose} ID ${first.inside}: on the host they belong to ${first.from}, and with this map the container would show them as ${shown}${others}.`,
    order
      ? `Change their owner while the container is stopped. ${BITS}`
      : ofRoot
        ? 'No chown is shown: host ID 0 is root.'
        : moved > MOST_MOVED
          ? `No chown is shown: ${moved} other IDs get different host IDs too, so in an existing container one ID would own another’s files. Map to a host ID that the container does not use.`
          : 'These IDs swap places: change the owner in two steps, by way of an unused ID.',
  );
  const steps = text === undefined ? {} : { steps: [{ where: { shell: 'host' as const, root: true }, text }] };
  return { ...ofWishes(diagnostic), ...steps };
}

/** chown(2): an owner that changes clears the set-user-ID and set-group-ID bits, and file capabilities (capabilities(7)). */
export const BITS =
  'chown removes set-user-ID bits and file capabilities. If these IDs own programs that have them, which is rare, list them first (find -perm /6000, getcap -r), and set them again afterwards (chmod u+s, setcap).';

/**
 * The commands that hand over what a container has already, users and groups, each line beginning with `find`: a program and the root file system.
 * Empty where nothing changes hands; undefined where ids change places with each other, or too many of them change.
 */
export function ownFilesCommands({ sides }: Plan, find: string): string | undefined {
  const [groups, users] = [inOrder(sides.gid), inOrder(sides.uid)];
  return groups && users && commandsOf('group', groups, find) + commandsOf('user', users, find);
}

/** No command takes files from the host's root, or gives it any. */
function withRoot({ from, to }: Handover): boolean {
  return from === 0 || to === 0;
}

/** The ids that were asked for, and the others that get other outside ids with them: their files would become those of the first. */
const handovers = (side: Hands): Handover[] => [...changedHands(side, 'asked'), ...changedHands(side, 'moved')];

function changedHands({ parts, usual }: Hands, reason: PlanReason): Handover[] {
  const wanted = parts.filter(({ because }) => because === reason);
  return wanted.flatMap((part) =>
    usual.flatMap((extent): Handover[] => {
      const [common] = shared({ start: part.inside, count: part.count }, [
        { start: extent.inside, count: extent.count },
      ]);
      if (common === undefined) return [];
      const from = extent.outside + common.start - extent.inside;
      const to = part.outside + common.start - part.inside;
      return from === to ? [] : [{ inside: common.start, from, to, count: common.count }];
    }),
  );
}

/**
 * So that no files are met twice: ids that others are handed to give theirs away before; undefined where they go round in a circle, or too many move
 * that nobody asked for.
 */
function inOrder(side: Hands): Handover[] | undefined {
  const waiting = idCount(changedHands(side, 'moved')) > MOST_MOVED ? undefined : handovers(side);
  const ordered: Handover[] = [];
  while (waiting && waiting.length > 0) {
    const at = waiting.findIndex(
      (each) => !waiting.some((other) => other !== each && overlaps(each.to, other.from, each, other)),
    );
    const [next] = at === -1 ? [] : waiting.splice(at, 1);
    if (next === undefined) return undefined;
    ordered.push(next);
  }
  return waiting && ordered;
}

function overlaps(start: number, otherStart: number, { count }: Handover, other: Handover): boolean {
  return start < otherStart + other.count && otherStart < start + count;
}

/** Commands that give files to other owners, to other groups, or to both. */
function commandsOf(whose: string, handovers: readonly Handover[], find: string): string {
  const line = (test: string, command: string, { from, to, count }: Handover) =>
    count === 1
      ? `${find} -xdev ${test} ${from} -exec ${command} -h ${to} {} +\n`
      : `for i in $(seq ${oneByOne(from, to, count)}); do ${find} -xdev ${test} $((${from} + i)) -exec ${command} -h $((${to} + i)) {} +; done\n`;
  const groups = handovers.map((each) => line('-gid', 'chgrp', each));
  const owners = handovers.map((each) => line('-uid', 'chown', each));
  return [...(whose === 'user' ? [] : groups), ...(whose === 'group' ? [] : owners)].join('');
}

/** The order in which a run is handed over, for seq(1): where it moves up into itself, its end goes first. */
function oneByOne(from: number, to: number, count: number): string {
  return from < to && to < from + count ? `${count - 1} -1 0` : `0 ${count - 1}`;
}
