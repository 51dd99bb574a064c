import type { ErrorEntry } from './ErrorEntry.ts';
import type { Explained } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between, unquoted } from './Message.ts';

/** Nobody is lent anything, or the file can't be read. */
export const subidErrors: readonly ErrorEntry[] = [
  {
    phrases: ['subuid ranges found for', 'subgid ranges found for'],
    explain: (message, at) => {
      const user = firstWord(between(message, 'ranges found for', '', at)?.replace(/^(?:user|group) ?/, ''));
      const file =
        message.small.startsWith('subgid', at) || message.small.includes('in /etc/subgid', at)
          ? '/etc/subgid'
          : '/etc/subuid';
      const podman =
        message.small.includes(' in /etc/sub', at) ||
        message.small.includes('rootless mode') ||
        message.small.includes('cannot find uid/gid');
      return podman ? noRange(user, file) : noRemapRange(user, file);
    },
  },
  {
    phrases: ['cannot find uid/gid for user', 'cannot find mappings for user'],
    explain: (message, at) => noRange(firstWord(between(message, 'for user', '', at)), '/etc/subuid'),
  },
  {
    phrases: ['no line matching user', 'no line matching group'],
    explain: (message, at) => {
      const user = firstWord(
        between(message, message.small.startsWith('no line matching user', at) ? 'user' : 'group', '', at),
      );
      return {
        ...noRange(user, '/etc/subuid'),
        code: 'unshare-no-subids',
        who: 'unshare, for --map-auto or --map-users=all',
        source: 'util-linux 2.41, sys-utils/unshare.c, read_subid_range',
      };
    },
  },
  {
    phrases: ['using rootless single mapping into the namespace'],
    explain: () => noRange(undefined, '/etc/subuid'),
  },
  {
    phrases: ['cannot parse subuid/gid information', 'string to int conversion failed during subuid/gid parsing'],
    explain: (message) => ({
      code: 'subids-unreadable',
      who: 'dockerd, before it starts',
      says: 'A line of the file is not name:start:count in decimal digits. dockerd gives up at the first such line, whoever it is for.',
      facts: {},
      next: [
        {
          why: 'Paste the file here: the line is marked.',
          command: message.small.includes('/etc/subgid') ? 'cat /etc/subgid' : 'cat /etc/subuid',
        },
        { why: 'Start dockerd again when the line is mended.', command: 'systemctl restart docker' },
      ],
      learn: LESSONS.ranges,
      source: 'moby 26.1.5, pkg/idtools/idtools.go, parseSubidFile',
    }),
  },
  {
    phrases: ['unable to find entry'],
    explain: (message, at) => {
      const user = firstWord(between(message, 'unable to find entry', '', at));
      const group = message.small.includes('in group database', at);
      return {
        code: 'remap-unknown-user',
        who: 'dockerd, before it starts',
        says: `--userns-remap names ${user === undefined ? 'somebody' : `“${user}”`}, and the host has no such ${group ? 'group' : 'user'}. dockerd looks in /etc/${group ? 'group' : 'passwd'} and asks getent.`,
        facts: user === undefined ? {} : { user },
        next: [
          {
            why: 'See whether the account is there.',
            command: `getent ${group ? 'group' : 'passwd'} ${user ?? 'NAME'}`,
          },
          {
            why: 'Make it, or let dockerd make one and its ranges with --userns-remap=default.',
            command: `useradd --system --no-create-home ${user ?? 'dockremap'}`,
          },
        ],
        learn: LESSONS.ranges,
        source: 'moby 26.1.5, daemon/daemon_unix.go, parseRemappedRoot; pkg/idtools',
      };
    },
  },
  {
    phrases: ['subordinate id', "can't find available subuid range", 'requires additional uids or gids defined in'],
    explain: () => noRange(undefined, '/etc/subuid'),
  },
];

/** Podman, Buildah and rootless Docker: the user has no range. */
function noRange(user: string | undefined, file: string): Explained {
  const who = user === undefined ? 'The user' : `“${user}”`;
  return {
    code: 'no-subids-podman',
    who: 'Podman (or another rootless engine), before it asks newuidmap',
    says: `${who} has no line in ${file}. Only one id is mapped then, the user’s own as root; any image with files of another owner fails.`,
    facts: user === undefined ? {} : { user },
    ask: { kind: file === '/etc/subgid' ? 'gid' : 'uid', side: 'inside', id: 1 },
    next: [
      { why: 'See who is lent what. The line may go by name or by uid.', command: 'cat /etc/subuid /etc/subgid' },
      {
        why: 'As root, lend a range that no account and no other line has, in both files.',
        command: `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${user ?? 'USER'}`,
      },
      { why: 'Podman keeps its namespace until told: let it see the new lines.', command: 'podman system migrate' },
    ],
    learn: LESSONS.rootless,
    source: 'containers/storage 1.57, pkg/idtools/idtools.go, NewIDMappings; Podman 5.4.2, pkg/rootless',
  };
}

/** dockerd --userns-remap: the account has no range. */
function noRemapRange(user: string | undefined, file: string): Explained {
  const name = user ?? 'the user';
  return {
    code: 'no-subids-dockerd',
    who: 'dockerd, before it starts',
    says: `--userns-remap names ${user === undefined ? 'a user' : `“${user}”`}, and no line of ${file} lends ids to that name or its uid. dockerd needs one in both files.`,
    facts: user === undefined ? {} : { user },
    next: [
      { why: 'See who is lent what.', command: 'cat /etc/subuid /etc/subgid' },
      {
        why: 'As root, lend a range that no account and no other line has, in both files.',
        command: `usermod --add-subuids 165536-231071 --add-subgids 165536-231071 ${name === 'the user' ? 'dockremap' : name}`,
      },
      { why: 'Or let dockerd make account and ranges.', command: 'dockerd --userns-remap=default' },
    ],
    learn: LESSONS.ranges,
    source: 'moby 26.1.5, pkg/idtools/idtools_unix.go, LoadIdentityMapping',
  };
}

/** The first word without quotes and what follows it. */
function firstWord(text: string | undefined): string | undefined {
  const word = unquoted((text ?? '').split(' ', 1)[0]?.replace(/[:,.;]+$/, '') ?? '').replace(/["']$/, '');
  return /^[\w.@$\\-]{1,64}$/.test(word) ? word : undefined;
}
