import type { ErrorEntry } from './ErrorEntry.ts';
import type { Explained } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between, unquoted } from './Message.ts';

/** Nobody is lent anything, or the file can't be read. */
export const subidErrors: readonly ErrorEntry[] = [
  {
    phrases: ['subuid ranges found for', 'subgid ranges found for'],
    explain: (message, at) => {
      const user = userOf(between(message, 'ranges found for', '', at)?.replace(/^(?:user|group) ?/, ''));
      const file =
        message.small.startsWith('subgid', at) || message.small.includes('in /etc/subgid', at)
          ? '/etc/subgid'
          : '/etc/subuid';
      if (
        message.small.includes('rootlesskit') ||
        /^sub[ug]id ranges found for user \d+ \(/.test(message.small.slice(at))
      )
        return noDockerRange(user, file);
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
    phrases: [
      'cannot parse subuid/gid information',
      'string to int conversion failed during subuid/gid parsing',
      "can't find available subuid range",
      "can't find available subgid range",
    ],
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
    phrases: [
      'error retrieving additional uids for user',
      'error retrieving additional gids for user',
      'error retrieving additional ids for user',
      'mismatched subuids and subgids for user',
    ],
    explain: (message, at) => {
      const user = firstWord(between(message, 'for user', '', at)) ?? 'kubelet';
      const differ = message.small.startsWith('mismatched', at);
      return {
        code: 'no-subids-kubelet',
        who: 'the kubelet, which asks getsubids for its Pods’ ids',
        says: `The account “${user}” is there, and ${differ ? 'getsubids finds other ranges for its groups than for its users' : 'getsubids fails for it: mostly no line of the file lends it a range'}. Every Pod with hostUsers: false takes 65536 ids from that range.`,
        facts: { user },
        next: [
          { why: 'It says what the files lend that account.', command: `getsubids ${user}; getsubids -g ${user}` },
          {
            why: 'Lend one range in both files, the same: it begins at a multiple of 65536, at 65536 or above, and has 65536 ids for each Pod (110 here).',
            command: `usermod --add-subuids 65536-7274495 --add-subgids 65536-7274495 ${user}`,
          },
          { why: 'The kubelet asks when it starts.', command: 'systemctl restart kubelet' },
        ],
        learn: LESSONS.rootless,
        source: 'Kubernetes, pkg/kubelet/kubelet_pods.go, getKubeletMappings; kubernetes.io, User Namespaces',
      };
    },
  },
  {
    phrases: ['no mapping entry found in /etc/sub'],
    explain: (message, at) => {
      const file = message.small.startsWith('no mapping entry found in /etc/subgid', at)
        ? '/etc/subgid'
        : '/etc/subuid';
      const user = firstWord(between(message, ' for ', '', at));
      return {
        ...noRange(user, file),
        code: 'no-subids-apptainer',
        who: 'Apptainer (Singularity), for --fakeroot',
        says: `${user === undefined ? 'The user' : `“${user}”`} has no line in ${file}, and --fakeroot maps the ids that it lends.`,
        next: [
          { why: 'See who is lent what.', command: 'cat /etc/subuid /etc/subgid' },
          {
            why: 'As root, lend a range that no account and no other line has, in both files. apptainer config fakeroot --add does the same.',
            command: `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${user ?? 'USER'}`,
          },
        ],
        source: 'Apptainer, internal/pkg/fakeroot/fakeroot.go, GetUserEntry',
      };
    },
  },
  {
    phrases: ['open /etc/subuid: no such file', 'open /etc/subgid: no such file'],
    explain: (message, at) => {
      const file = message.small.startsWith('open /etc/subgid', at) ? '/etc/subgid' : '/etc/subuid';
      return {
        code: 'subids-missing',
        who: 'the engine, reading the file',
        says: `The host has no ${file}, so it lends ids to nobody. It wants one line a range: name:start:count.`,
        facts: { path: file },
        next: [
          { why: 'See which of the two files are there; both are needed.', command: 'ls -l /etc/subuid /etc/subgid' },
          {
            why: 'As root, make them. usermod writes a line only into a file that exists.',
            command: 'touch /etc/subuid /etc/subgid',
          },
          {
            why: 'Then lend a range that no account has, in both.',
            command: 'usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER',
          },
        ],
        learn: LESSONS.ranges,
        source: 'moby 26.1.5, pkg/idtools/idtools.go, parseSubidFile; containers/storage 1.57, pkg/idtools',
      };
    },
  },
  {
    phrases: ['subordinate id', 'requires additional uids or gids defined in'],
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

/** Rootless Docker, whose RootlessKit asks for the ranges: the user has none. It names uid and login name; usermod takes the name. */
function noDockerRange(user: string | undefined, file: string): Explained {
  const of = noRange(user, file);
  return {
    ...of,
    code: 'no-subids-rootlesskit',
    who: 'RootlessKit, for rootless Docker',
    says: `${user === undefined ? 'The user' : `“${user}”`} has no line in ${file}. Rootless Docker does not start without one in both files.`,
    next: [
      ...of.next.slice(0, 2),
      { why: 'Then start it again, as that user.', command: 'systemctl --user restart docker' },
    ],
    source: 'RootlessKit, pkg/parent/parent.go and pkg/parent/idtools, GetSubIDRanges',
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

/** The name in: testuser · "testuser" · 1001 ("testuser"). */
function userOf(text: string | undefined): string | undefined {
  return firstWord(/^\d+ \("?([^")]{1,64})/.exec(text ?? '')?.[1] ?? text);
}

/** The first word without quotes and what follows it. */
function firstWord(text: string | undefined): string | undefined {
  const word = unquoted((text ?? '').split(' ', 1)[0]?.replace(/[:,.;]+$/, '') ?? '').replace(/["']$/, '');
  return /^[\w.@$\\-]{1,64}$/.test(word) ? word : undefined;
}
