import type { Extent } from '../../map/Extent.ts';
import type { IdKind } from '../../map/NamespaceMaps.ts';
import type { ErrorEntry } from './ErrorEntry.ts';
import type { ErrorFacts } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import type { Message } from './Message.ts';

const SOURCE = 'shadow 4.17.4, src/newuidmap.c and src/newgidmap.c, verify_range';

/** So few ids are wished for one by one, for a share with an account of the host. */
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
        says: `It was asked to make ${ids(range.inside, range.count, kind)} inside ${ids(range.outside, range.count)} outside, and no single line of ${file} lends the caller ${range.count === 1 ? 'that id' : 'all of those ids'}. ${range.count === 1 ? `Without a line it maps only the caller’s own ${kind}.` : 'Two lines that run on don’t count as one.'}`,
        facts,
        ask: { kind, side: 'outside', id: range.outside },
        next: [
          {
            why: `See which ranges there are, and for whom. The caller’s line has to reach from ${range.outside} to ${range.outside + range.count - 1}.`,
            command: `cat ${file}`,
          },
          {
            why: `As root, lend ${range.count === 1 ? 'the id' : 'the range'}. ${range.count < FEW ? `If ${range.outside} is an account of the host whose files the container is to share, that is what you want; else` : 'But first'} see that no account and no other line has ${range.count === 1 ? 'it' : 'these ids'}. The file has one line a range.`,
            command: lend(message, kind, range),
          },
          ...(kind === 'uid'
            ? [
                {
                  why: 'newgidmap comes next, and asks the same of /etc/subgid where the groups are mapped alike. Lend it there, too.',
                  command: lend(message, 'gid', range),
                },
              ]
            : []),
        ],
        learn: LESSONS.write,
        source: SOURCE,
      };
    },
  },
  {
    phrases: ['is owned by a different user'],
    explain: (message, at) => ({
      code: 'newuidmap-owner',
      who: 'newuidmap, before it wrote anything',
      says: `The process belongs to uid ${field(message, 'st_uid:', at)} and gid ${field(message, 'st_gid:', at)}, and the caller is uid ${field(message, 'uid:', at)}, gid ${field(message, 'gid:', message.small.indexOf(', gid:', at))}. It maps only processes of the caller’s own uid and gid.`,
      facts: {},
      next: [
        { why: 'The account’s group in /etc/passwd counts, not one taken with newgrp or sg.', command: 'id' },
        { why: 'Start the namespace as the user who calls newuidmap.' },
      ],
      learn: LESSONS.write,
      source: 'shadow 4.17.4, src/newuidmap.c, main',
    }),
  },
  {
    phrases: ['could not open proc directory for target', 'could not stat directory for target process'],
    explain: () => ({
      code: 'newuidmap-no-process',
      who: 'newuidmap',
      says: 'There is no such process, or /proc does not show it. The process has to be there, in its new user namespace, before its map is written.',
      facts: {},
      next: [
        {
          why: 'See whether the process lives, and whether /proc is mounted with hidepid.',
          command: 'ls -ld /proc/PID; grep proc /proc/mounts',
        },
      ],
      learn: LESSONS.write,
      source: 'shadow 4.17.4, lib/get_pid.c, get_pidfd_from_fd and open_pidfd',
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
      who: 'the program that wanted to call newuidmap',
      says: 'newuidmap and newgidmap are not installed. Without them a user can map one id, their own.',
      facts: {},
      next: [
        {
          why: 'Install them: Debian and Ubuntu have them in uidmap, Fedora and Arch in shadow-utils and shadow.',
          command: 'apt install uidmap',
        },
      ],
      learn: LESSONS.rootless,
      source: 'containers/storage 1.57, pkg/unshare/unshare_linux.go; bash',
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
        says: `${path} has neither its setuid bit nor the file capability cap_set${kind}, so it may write no more than the caller could. A copy into an image, or an unpacked archive, loses both; a mount with nosuid makes them count for nothing.`,
        facts: { kind, path },
        next: [
          {
            why: 'An s among the mode’s letters, or a line of getcap, is what it takes.',
            command: `ls -l ${path}; getcap ${path}`,
          },
          { why: 'nosuid among the options?', command: `findmnt -T ${path} -o TARGET,OPTIONS` },
          {
            why: 'As root, give the capability back (or install the package anew).',
            command: `setcap cap_set${kind}=ep ${path}`,
          },
        ],
        learn: LESSONS.rootless,
        source: 'Podman 5.4.2, pkg/rootless/rootless_linux.go, tryMappingTool; containers/storage 1.57, pkg/unshare',
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
      const lent = extents.findLast(({ count }) => count > 1) ?? extents.at(-1);
      const told = extents.map(
        ({ inside, outside, count }) => `${ids(inside, count)} inside as ${ids(outside, count)}`,
      );
      return {
        code: 'newuidmap-failed',
        who: `new${kind}map, called by RootlessKit`,
        says: `It was asked for ${told.join(', and ')} outside. The line above, or between the colons, is new${kind}map’s own and tells why; without one, the file or the program’s privileges are at fault.`,
        facts: { kind, ...(lent && { range: lent }) },
        next: [
          ...(lent
            ? [
                {
                  why: `One line for the user has to lend ${ids(lent.outside, lent.count)}.`,
                  command: `grep "^USER:" /etc/sub${kind}`,
                },
              ]
            : []),
          {
            why: `new${kind}map needs its setuid bit or its file capability.`,
            command: `ls -l $(command -v new${kind}map); getcap $(command -v new${kind}map)`,
          },
        ],
        learn: LESSONS.write,
        source: 'RootlessKit, pkg/parent/parent.go, setupUIDGIDMap',
      };
    },
  },
  {
    phrases: ['subuid overflow detected'],
    explain: () => ({
      code: 'newuidmap-overflow',
      who: 'newuidmap, reading its arguments',
      says: 'A range has no ids, or reaches past 4294967295: inside, outside and count don’t fit into 32 bits together.',
      facts: {},
      next: [{ why: 'Look for a count of 0, or for a start too high.', command: 'cat /etc/subuid /etc/subgid' }],
      learn: LESSONS.write,
      source: 'shadow 4.17.4, lib/idmapping.c, get_map_ranges',
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

/** "uid 0", or "uids 0 to 65535". */
function ids(first: number, count: number, kind?: IdKind): string {
  if (count === 1) return kind ? `${kind} ${first}` : `${first}`;
  return `${kind ? `${kind}s ` : ''}${first} to ${first + count - 1}`;
}

function askedBy({ small }: Message): string {
  if (small.includes('lxc')) return ', called by LXC';
  return small.includes('podman') ? ', called by Podman' : '';
}

/** LXC under root maps with root's lines, as Proxmox does. */
function lend({ small }: Message, kind: IdKind, { outside, count }: Extent): string {
  if (small.includes('lxc')) return `echo root:${outside}:${count} >> /etc/sub${kind}`;
  return `usermod --add-sub${kind}s ${outside}-${outside + count - 1} USER`;
}

function field({ text, small }: Message, label: string, at: number): string {
  const start = small.indexOf(label, Math.max(at, 0));
  return (
    (start === -1 ? undefined : /^\d{1,10}/.exec(text.slice(start + label.length, start + label.length + 10))?.[0]) ??
    '?'
  );
}
