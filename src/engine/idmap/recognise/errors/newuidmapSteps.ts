import type { Message, NextStep } from '../../../messages/index.ts';
import { shell } from '../../../text/index.ts';
import type { Extent, IdKind } from '../../map/Extent.ts';
import { addOption, assignUnlessTaken, FIRST_PERSON } from '../../subid/assignCommands.ts';

/** So few ids are asked for one by one, for a share with an account of the host. */
const FEW = 100;

/** "UID 0", or "UIDs 0 to 65535". */
export function ids(first: number, count: number, what: string): string {
  return count === 1 ? `${what} ${first}` : `${what}s ${first} to ${first + count - 1}`;
}

/** A line for the host's 0 makes its owner root: none is offered, but the places where the map is changed. */
export function withoutRoot({ small }: Message, kind: IdKind, { inside, count }: Extent): NextStep[] {
  const podman = `Podman: --${kind}map or --userns, or userns in containers.conf. Without these, 0 in the container is your own ${kind.toUpperCase()}.`;
  const lxc = `LXC: the lxc.idmap line that begins with ${kind.charAt(0)}.`;
  const others = [
    `unshare: --map-${kind === 'uid' ? 'users' : 'groups'}.`,
    `Rootless Docker: the lines of /etc/sub${kind}.`,
  ];
  const places = small.includes('lxc') ? [lxc] : small.includes('podman') ? [podman] : [podman, lxc, ...others];
  return [
    {
      why: `Do not assign host ID 0: whoever may map it can become root on the host. Instead, map ${ids(inside, count, `container ${kind.toUpperCase()}`)} to ${count === 1 ? `your own ${kind.toUpperCase()} or to ` : ''}your range in /etc/sub${kind}.`,
      command: shell`id; cat /etc/sub${kind}`,
    },
    { why: `Where to change the map. ${places.join(' ')}`, fixes: true },
  ];
}

/** What assigns the range for users and then, since newgidmap mostly asks for the same, for groups. LXC under root maps with root's lines, as Proxmox does. */
export function grants({ small }: Message, kind: IdKind, { outside, count }: Extent): NextStep[] {
  const owner = small.includes('lxc') ? 'root' : 'USER';
  const few = count < FEW;
  const command = (of: IdKind) =>
    few ? `sudo usermod ${addOption(of, outside, count)} ${owner}` : assignUnlessTaken(owner, of, outside, count);
  const account = outside < FIRST_PERSON ? 'IDs below 1000 belong to system accounts; ' : '';
  const first: NextStep = {
    why: few
      ? `Assign ${count === 1 ? 'the ID' : 'the IDs'}. Warning: ${account}the container can then do whatever the host’s ${ids(outside, count, kind.toUpperCase())} can. Do it only to share that account’s files; otherwise change the map.`
      : 'Assign the range. If an account or another line already has one of its IDs, the command shows that and changes nothing: then use a free range in the map.',
    command: command(kind),
    fixes: true,
  };
  if (kind === 'gid') return [first];
  return [
    first,
    {
      why: 'newgidmap runs next, and needs the same in /etc/subgid if groups are mapped alike.',
      command: command('gid'),
      fixes: true,
    },
  ];
}
