import { info } from '../../text/index.ts';
import { OVERFLOW_ID } from '../map/Extent.ts';
import { toInside, toOutside } from '../map/toOutside.ts';
import { ofWishes, type Plan, type PlanDiagnostic } from './Plan.ts';

/** A run of ids whose files have to change hands: the outside ids they have, and those they get. */
interface Handover {
  from: number;
  to: number;
  count: number;
}

/**
 * The files that a mapped id has in the container's own file system were made under its usual outside id, so they are another's with this map:
 * which, and the commands that change their owner.
 */
export function ownFiles({ map, parts, usual }: Plan['sides']['uid'], whose: string): PlanDiagnostic | undefined {
  const changed = changedHands({ parts, usual });
  const [first, ...more] = changed;
  if (first === undefined) return undefined;
  const shown = toInside(map, first.from) ?? OVERFLOW_ID;
  const others =
    more.length === 0
      ? ''
      : `; the same holds for ${more.length === 1 ? 'one more mapping' : `${more.length} more mappings`}`;
  const ofRoot = changed.some(withRoot);
  const order = ofRoot ? undefined : inOrder(changed);
  const text = order && commandsOf(whose, order, 'find ROOTFS');
  const diagnostic = info(
    'solve-own-files',
    `An existing container has files of ${whose} ID ${first.inside}: on the host they belong to ${first.from}, and with this map the container would show them as ${shown}${others}.`,
    order
      ? `Change their owner while the container is stopped. ${BITS}`
      : ofRoot
        ? 'No chown is shown: host ID 0 is root.'
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
 * Empty where nothing changes hands; undefined where ids change places with each other.
 */
export function ownFilesCommands({ sides }: Plan, find: string): string | undefined {
  const [groups, users] = [inOrder(changedHands(sides.gid)), inOrder(changedHands(sides.uid))];
  return groups && users && commandsOf('group', groups, find) + commandsOf('user', users, find);
}

/** No command takes files from the host's root, or gives it any. */
function withRoot({ from, to }: Handover): boolean {
  return from === 0 || to === 0;
}

function changedHands({ parts, usual }: Pick<Plan['sides']['uid'], 'parts' | 'usual'>) {
  return parts.flatMap(({ because, inside, outside, count }) => {
    const from = because === 'asked' ? toOutside(usual, inside) : undefined;
    return from === undefined || from === outside ? [] : [{ inside, from, to: outside, count }];
  });
}

/** So that no files are met twice: ids that others are handed to give theirs away before; undefined where they go round in a circle. */
function inOrder(handovers: readonly Handover[]): Handover[] | undefined {
  const waiting = [...handovers];
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
  const line = (test: string, command: string, { from, to, count }: Handover) =>
    count === 1
      ? `${find} -xdev ${test} ${from} -exec ${command} -h ${to} {} +\n`
      : `for i in $(seq 0 ${count - 1}); do ${find} -xdev ${test} $((${from} + i)) -exec ${command} -h $((${to} + i)) {} +; done\n`;
  const groups = handovers.map((each) => line('-gid', 'chgrp', each));
  const owners = handovers.map((each) => line('-uid', 'chown', each));
  return [...(whose === 'user' ? [] : groups), ...(whose === 'group' ? [] : owners)].join('');
}
