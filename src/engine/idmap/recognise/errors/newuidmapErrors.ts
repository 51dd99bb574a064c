import type { Extent, IdKind } from '../../map/Extent.ts';
import { addOption, assignUnlessTaken, FIRST_PERSON } from '../../subid/assignCommands.ts';
import type { ErrorEntry, ErrorFacts, NextStep } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import type { Message } from './Message.ts';

/** So few ids are asked for one by one, for a share with an account of the host. */
const FEW = 100;

/** What newuidmap and newgidmap say, by themselves or through Podman, LXC, unshare or crun. */
export const newuidmapErrors: readonly ErrorEntry[] = [
  {
    phrases: ['uid range [', 'gid range ['],
    explain: (message, at) => {
      const range = readRange(message.text.slice(at));
      if (!range) return undefined;
      const kind: IdKind = message.small.startsWith('uid', at) ? 'uid' : 'gid';
      const tool = `new${kind}map`;
      const file = `/etc/sub${kind}`;
      const facts: ErrorFacts = { range, kind, inside: { [kind]: range.inside }, outside: { [kind]: range.outside } };
      return {
        code: 'newuidmap-not-allowed',
        who: `${tool}, before it wrote anything${askedBy(message)}`,
        says: `${tool} was asked to map ${ids(range.inside, range.count, `container ${kind.toUpperCase()}`)} to ${ids(range.outside, range.count, `host ${kind.toUpperCase()}`)}, but ${file} does not assign ${range.count === 1 ? 'that host ID' : 'all of those host IDs'} to the caller.${range.count === 1 ? ` Without a line, only the caller’s own ${kind.toUpperCase()} may be mapped.` : ''}`,
        facts,
        ask: { kind, side: 'outside', id: range.outside },
        next: [
          ...(range.outside === 0
            ? withoutRoot(message, kind, range)
            : [
                {
                  why: `List the assigned ranges. The caller’s lines must cover ${ids(range.outside, range.count, kind.toUpperCase())}.`,
                  command: `cat ${file}`,
                },
                ...grants(message, kind, range),
              ]),
        ],
        learn: LESSONS.write,
        // From shadow 4.17.4, src/newuidmap.c and src/newgidmap.c, verify_range.
      };
    },
  },
  {
    phrases: ['is owned by a different user'],
    explain: (message, at) => ({
      code: 'newuidmap-owner',
      who: 'newuidmap, before it wrote anything',
      says: `The process belongs to UID ${field(message, 'st_uid:', at)} and GID ${field(message, 'st_gid:', at)}, but the caller has UID ${field(message, 'uid:', at)} and GID ${field(message, 'gid:', message.small.indexOf(', gid:', at))}. newuidmap maps only processes with the caller’s own UID and GID.`,
      next: [
        { why: 'The group in /etc/passwd counts, not one set with newgrp or sg.', command: 'id' },
        { why: 'Create the namespace as the user who calls newuidmap.' },
      ],
      learn: LESSONS.write,
      // From shadow 4.17.4, src/newuidmap.c, main.
    }),
  },
  {
    phrases: ['could not open proc directory for target', 'could not stat directory for target process'],
    explain: () => ({
      code: 'newuidmap-no-process',
      who: 'newuidmap',
      says: 'The process does not exist, or /proc does not show it. It must be running, in its new user namespace, when its map is written.',
      next: [
        {
          why: 'Check whether the process is running, and whether /proc is mounted with hidepid.',
          command: 'ls -ld /proc/PID; grep proc /proc/mounts',
        },
      ],
      learn: LESSONS.write,
      // From shadow 4.17.4, lib/get_pid.c, get_pidfd_from_fd and open_pidfd.
    }),
  },
  {
    phrases: [
      'newuidmap: command not found',
      'newgidmap: command not found',
      '"newuidmap": executable file not found',
      '"newgidmap": executable file not found',
      'cannot find newuidmap',
      'cannot find newgidmap',
      'newuidmap: not found',
      'could not find newuidmap',
    ],
    explain: () => ({
      code: 'newuidmap-missing',
      who: 'the program that tried to call newuidmap',
      says: 'newuidmap and newgidmap are not installed. Without them a user can map only one ID, their own.',
      next: [
        {
          why: 'Install them. The package is uidmap on Debian and Ubuntu, shadow-utils on Fedora, shadow on Arch.',
          command: 'apt install uidmap',
        },
      ],
      learn: LESSONS.rootless,
      // From containers/storage 1.57, pkg/unshare/unshare_linux.go; bash.
    }),
  },
  {
    phrases: ['or have filecaps set', 'should be setuid or', 'should be setgid or'],
    explain: ({ text, small }) => {
      const kind: IdKind = small.includes('newgidmap') ? 'gid' : 'uid';
      const path = /["' ](\/[\w./+-]{1,200}new[ug]idmap)/.exec(` ${text}`)?.[1] ?? `/usr/bin/new${kind}map`;
      return {
        code: 'newuidmap-no-privilege',
        who: `Podman or Buildah, after new${kind}map failed`,
        says: `${path} has neither its setuid bit nor the file capability cap_set${kind}, so it may write no more than the caller. A copy into an image or an unpacked archive loses both; a mount with nosuid disables them.`,
        facts: { kind, path },
        next: [
          { why: 'The mode needs an s, or getcap must print a line.', command: `ls -l ${path}; getcap ${path}` },
          { why: 'Check the mount options for nosuid.', command: `findmnt -T ${path} -o TARGET,OPTIONS` },
          {
            why: 'As root, restore the capability (or reinstall the package).',
            command: `setcap cap_set${kind}=ep ${path}`,
          },
        ],
        learn: LESSONS.rootless,
        // From Podman 5.4.2, pkg/rootless/rootless_linux.go, tryMappingTool; containers/storage 1.57, pkg/unshare.
      };
    },
  },
  {
    phrases: ['newuidmap ', 'newgidmap '],
    explain: ({ text }, at) => {
      const found = /^new([ug])idmap \d+ \[([\d ]{5,600})\] failed/i.exec(text.slice(at, at + 700));
      if (!found) return undefined;
      const kind: IdKind = found[1] === 'g' ? 'gid' : 'uid';
      const numbers = (found[2] ?? '').trim().split(' ').map(Number);
      const extents = Array.from({ length: Math.floor(numbers.length / 3) }, (_, index): Extent => {
        const [inside = 0, outside = 0, count = 0] = numbers.slice(3 * index, 3 * index + 3);
        return { inside, outside, count };
      });
      const assigned = extents.findLast(({ count }) => count > 1) ?? extents.at(-1);
      const asked = extents.map(
        ({ inside, outside, count }) =>
          `${ids(inside, count, `container ${kind.toUpperCase()}`)} to ${ids(outside, count, `host ${kind.toUpperCase()}`)}`,
      );
      return {
        code: 'newuidmap-failed',
        who: `new${kind}map, called by RootlessKit`,
        says: `new${kind}map was asked to map ${asked.join(', and ')}. The line above, or the text between the colons, is new${kind}map’s own message with the reason. Without one, check the file and the program’s privileges.`,
        facts: { kind, ...(assigned && { range: assigned }) },
        next: [
          ...(assigned
            ? [
                {
                  why: `One line of the user must assign ${ids(assigned.outside, assigned.count, `host ${kind.toUpperCase()}`)}.`,
                  command: `grep "^USER:" /etc/sub${kind}`,
                },
              ]
            : []),
          {
            why: `Check that new${kind}map has its setuid bit or file capability.`,
            command: `ls -l $(command -v new${kind}map); getcap $(command -v new${kind}map)`,
          },
        ],
        learn: LESSONS.write,
        // From RootlessKit, pkg/parent/parent.go, setupUIDGIDMap.
      };
    },
  },
  {
    phrases: ['subuid overflow detected'],
    explain: () => ({
      code: 'newuidmap-overflow',
      who: 'newuidmap, reading its arguments',
      says: 'A range is empty or ends above 4294967295: container ID or host ID plus count exceeds 32 bits.',
      next: [{ why: 'Look for a count of 0 or a start that is too high.', command: 'cat /etc/subuid /etc/subgid' }],
      learn: LESSONS.write,
      // From shadow 4.17.4, lib/idmapping.c, get_map_ranges.
    }),
  },
];

/** "uid range [0-1) -> [1000-1001)": inside and outside, each with its end left out. */
function readRange(text: string): Extent | undefined {
  const found = /^.id range \[(\d{1,10})-(\d{1,10})\) -> \[(\d{1,10})-(\d{1,10})\)/i.exec(text);
  if (!found) return undefined;
  const [inside = 0, insideEnd = 0, outside = 0] = found.slice(1).map(Number);
  return { inside, outside, count: insideEnd - inside };
}

/** "UID 0", or "UIDs 0 to 65535". */
function ids(first: number, count: number, what: string): string {
  return count === 1 ? `${what} ${first}` : `${what}s ${first} to ${first + count - 1}`;
}

function askedBy({ small }: Message): string {
  if (small.includes('lxc')) return ', called by LXC';
  return small.includes('podman') ? ', called by Podman' : '';
}

/** A line for the host's 0 makes its owner root: none is offered, but the places where the map is changed. */
function withoutRoot({ small }: Message, kind: IdKind, { inside, count }: Extent): NextStep[] {
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
      command: `id; cat /etc/sub${kind}`,
    },
    { why: `Where to change the map. ${places.join(' ')}` },
  ];
}

/** What assigns the range for users and then, since newgidmap mostly asks for the same, for groups. LXC under root maps with root's lines, as Proxmox does. */
function grants({ small }: Message, kind: IdKind, { outside, count }: Extent): NextStep[] {
  const owner = small.includes('lxc') ? 'root' : 'USER';
  const few = count < FEW;
  const command = (of: IdKind) =>
    few ? `sudo usermod ${addOption(of, outside, count)} ${owner}` : assignUnlessTaken(owner, of, outside, count);
  const account = outside < FIRST_PERSON ? 'IDs below 1000 belong to system accounts; ' : '';
  return [
    {
      why: few
        ? `Assign ${count === 1 ? 'the ID' : 'the IDs'}. Warning: ${account}the container can then do whatever the host’s ${ids(outside, count, kind.toUpperCase())} can. Do it only to share that account’s files; otherwise change the map.`
        : 'Assign the range. If an account or another line already has one of its IDs, the command shows that and changes nothing: then use a free range in the map.',
      command: command(kind),
    },
    ...(kind === 'uid'
      ? [
          {
            why: 'newgidmap runs next, and needs the same in /etc/subgid if groups are mapped alike.',
            command: command('gid'),
          },
        ]
      : []),
  ];
}

function field({ text, small }: Message, label: string, at: number): string {
  const start = small.indexOf(label, Math.max(at, 0));
  return (
    (start === -1 ? undefined : /^\d{1,10}/.exec(text.slice(start + label.length, start + label.length + 10))?.[0]) ??
    '?'
  );
}
