import type { ErrorEntry, ErrorFacts, Message } from '../../../messages/index.ts';
import { shell, shellWord } from '../../../text/index.ts';
import type { Extent, IdKind } from '../../map/Extent.ts';
import { LESSONS } from './lessons.ts';
import { grants, ids, withoutRoot } from './newuidmapSteps.ts';
import { manual, sourceOf } from './sources.ts';

/** What newuidmap and newgidmap say, by themselves or through Podman, LXC, unshare or crun. */
export const newuidmapErrors: readonly ErrorEntry[] = [
  {
    code: 'newuidmap-not-allowed',
    title: '`newuidmap: uid range … not allowed`',
    layer: 'subid',
    examples: [
      'newuidmap: uid range [1-65537) -> [200000-265536) not allowed',
      'newgidmap: gid range [1-65537) -> [200000-265536) not allowed',
      'lxc-start 100 20240101120000.000 ERROR    utils - ../src/lxc/utils.c:lxc_map_ids:3699 - newuidmap failed to write mapping "newuidmap: uid range [1005-1006) -> [1005-1006) not allowed": newuidmap 12345 0 100000 1005 1005 1005 1',
    ],
    sources: [
      sourceOf('shadow', 'src/newuidmap.c', 'verify_range'),
      sourceOf('shadow', 'src/newgidmap.c', 'verify_range'),
      manual('newuidmap', 1),
    ],
    phrases: ['uid range [', 'gid range ['],
    explain: (message, at) => {
      const range = readRange(message.text.slice(at));
      if (!range) return undefined;
      const kind: IdKind = message.small.startsWith('uid', at) ? 'uid' : 'gid';
      const tool = `new${kind}map`;
      const file = `/etc/sub${kind}`;
      const facts: ErrorFacts = { range, kind, inside: { [kind]: range.inside }, outside: { [kind]: range.outside } };
      return {
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
                  command: shell`cat /etc/sub${kind}`,
                },
                ...grants(message, kind, range),
              ]),
        ],
        learn: LESSONS.write,
      };
    },
  },
  {
    code: 'newuidmap-owner',
    title: '`newuidmap: Target process is owned by a different user`',
    layer: 'subid',
    examples: [
      'newuidmap: Target process is owned by a different user: uid:1000 pw_uid:1000 st_uid:0, gid:1000 pw_gid:1000 st_gid:0',
      'newuidmap: Target process 123 is owned by a different user: uid:1000 pw_uid:1000 st_uid:0, gid:1000 pw_gid:1000 st_gid:0',
    ],
    sources: [sourceOf('shadow', 'src/newuidmap.c', 'main')],
    phrases: ['is owned by a different user'],
    explain: (message, at) => ({
      who: 'newuidmap, before it wrote anything',
      says: `The process belongs to UID ${field(message, 'st_uid:', at)} and GID ${field(message, 'st_gid:', at)}, but the caller has UID ${field(message, 'uid:', at)} and GID ${field(message, 'gid:', message.small.indexOf(', gid:', at))}. newuidmap maps only processes with the caller’s own UID and GID.`,
      next: [
        { why: 'The group in /etc/passwd counts, not one set with newgrp or sg.', command: 'id' },
        { why: 'Create the namespace as the user who calls newuidmap.', fixes: true },
      ],
      learn: LESSONS.write,
    }),
  },
  {
    code: 'newuidmap-no-process',
    title: '`Could not open proc directory for target`',
    layer: 'kernel',
    examples: ['Could not open proc directory for target 4194303: No such file or directory'],
    sources: [sourceOf('shadow', 'lib/get_pid.c', 'get_pidfd_from_fd and open_pidfd'), manual('proc_pid', 5)],
    phrases: ['could not open proc directory for target', 'could not stat directory for target process'],
    explain: () => ({
      who: 'newuidmap',
      says: 'The process does not exist, or /proc does not show it. The process must be running in its new user namespace when its map is written.',
      next: [
        {
          why: 'Check whether the process is running, and whether /proc is mounted with hidepid.',
          command: 'ls -ld /proc/PID; grep proc /proc/mounts',
        },
        { why: 'Call newuidmap again while the process is running, with its PID.', fixes: true },
      ],
      learn: LESSONS.write,
    }),
  },
  {
    code: 'newuidmap-missing',
    title: '`newuidmap: command not found`',
    layer: 'engine',
    examples: [
      'cannot find newuidmap: exec: "newuidmap": executable file not found in $PATH',
      'sh: 1: newuidmap: not found',
      'bash: line 1: newuidmap: command not found',
    ],
    sources: [sourceOf('storage', 'pkg/unshare/unshare_linux.go'), manual('newuidmap', 1)],
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
      who: 'the program that tried to call newuidmap',
      says: 'newuidmap and newgidmap are not installed. Without them a user can map only one ID, their own.',
      next: [
        {
          why: 'Install them. The package is uidmap on Debian and Ubuntu, shadow-utils on Fedora, shadow on Arch.',
          command: 'apt install uidmap',
          fixes: true,
        },
      ],
      learn: LESSONS.rootless,
    }),
  },
  {
    code: 'newuidmap-no-privilege',
    title: '`newuidmap": should have setuid or have filecaps setuid`',
    layer: 'file-mode',
    examples: [
      'Error: cannot set up namespace using "/usr/bin/newuidmap": should have setuid or have filecaps setuid: exit status 1',
    ],
    sources: [
      sourceOf('podman', 'pkg/rootless/rootless_linux.go', 'tryMappingTool'),
      sourceOf('storage', 'pkg/unshare/unshare_linux.go'),
    ],
    phrases: ['or have filecaps set', 'should be setuid or', 'should be setgid or'],
    explain: ({ text, small }) => {
      const kind: IdKind = small.includes('newgidmap') ? 'gid' : 'uid';
      const path = /["' ](\/[\w./+-]{1,200}new[ug]idmap)/.exec(` ${text}`)?.[1] ?? `/usr/bin/new${kind}map`;
      return {
        who: `Podman or Buildah, after new${kind}map failed`,
        says: `${path} has neither its setuid bit nor the file capability cap_set${kind}, so it may write no more than the caller. A copy into an image or an unpacked archive can lose both; a mount with nosuid disables them.`,
        facts: { kind, path },
        next: [
          {
            why: 'The mode needs an s, or getcap must print a line.',
            command: shell`ls -l ${shellWord(path)}; getcap ${shellWord(path)}`,
          },
          {
            why: 'Check the mount options for nosuid.',
            command: shell`findmnt -T ${shellWord(path)} -o TARGET,OPTIONS`,
          },
          {
            why: 'As root, restore the capability (or reinstall the package).',
            command: shell`setcap cap_set${kind}=ep ${shellWord(path)}`,
            fixes: true,
          },
        ],
        learn: LESSONS.rootless,
      };
    },
  },
  {
    code: 'newuidmap-failed',
    title: 'RootlessKit: `newuidmap … failed: exit status 1`',
    layer: 'subid',
    examples: [
      '[rootlesskit:parent] error: failed to setup UID/GID map: newuidmap 123 [0 1000 1 1 100000 65536] failed: exit status 1',
    ],
    sources: [sourceOf('rootlesskit', 'pkg/parent/parent.go', 'setupUIDGIDMap')],
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
        who: `new${kind}map, called by RootlessKit`,
        says: `new${kind}map was asked to map ${asked.join(', and ')}. The line above, or the text between the colons, is new${kind}map’s own message with the reason. Without one, check the file and the program’s privileges.`,
        facts: { kind, ...(assigned && { range: assigned }) },
        next: [
          ...(assigned
            ? [
                {
                  why: `One line of the user must assign ${ids(assigned.outside, assigned.count, `host ${kind.toUpperCase()}`)}.`,
                  command: shell`grep "^USER:" /etc/sub${kind}`,
                },
              ]
            : []),
          {
            why: `Check that new${kind}map has its setuid bit or file capability.`,
            command: shell`ls -l $(command -v new${kind}map); getcap $(command -v new${kind}map)`,
          },
          {
            why: 'If the privilege is missing, restore it as root, or reinstall the package.',
            command: shell`setcap cap_set${kind}=ep $(command -v new${kind}map)`,
            fixes: true,
          },
        ],
        learn: LESSONS.write,
      };
    },
  },
  {
    code: 'newuidmap-overflow',
    title: '`newuidmap: subuid overflow detected`',
    layer: 'subid',
    examples: ['newuidmap: subuid overflow detected.'],
    sources: [sourceOf('shadow', 'lib/idmapping.c', 'get_map_ranges')],
    phrases: ['subuid overflow detected'],
    explain: () => ({
      who: 'newuidmap, reading its arguments',
      says: 'A range is empty or ends above 4294967295: container ID or host ID plus count exceeds 32 bits.',
      next: [
        { why: 'Look for a count of 0 or a start that is too high.', command: 'cat /etc/subuid /etc/subgid' },
        {
          why: 'Correct that line: the count must be above 0, and start plus count at most 4294967295.',
          fixes: true,
        },
      ],
      learn: LESSONS.write,
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

function askedBy({ small }: Message): string {
  if (small.includes('lxc')) return ', called by LXC';
  return small.includes('podman') ? ', called by Podman' : '';
}

function field({ text, small }: Message, label: string, at: number): string {
  const start = small.indexOf(label, Math.max(at, 0));
  return (
    (start === -1 ? undefined : /^\d{1,10}/.exec(text.slice(start + label.length, start + label.length + 10))?.[0]) ??
    '?'
  );
}
