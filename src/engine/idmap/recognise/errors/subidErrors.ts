import { shellWord } from '../../formats/shellWord.ts';
import { MIGRATE, MIGRATE_STOPS } from '../../podman/migrate.ts';
import { assignFreeRange, UNLISTED } from '../../subid/assignCommands.ts';
import { SUBID_COUNT } from '../../subid/findFreeSubids.ts';
import type { ErrorEntry, Explanation, NextStep } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between, unquoted } from './Message.ts';

/** Nothing is assigned to the user, or the file can't be read. */
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
        // From util-linux 2.41, sys-utils/unshare.c, read_subid_range.
      };
    },
  },
  { phrases: ['using rootless single mapping into the namespace'], explain: () => noRange(undefined, '/etc/subuid') },
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
      says: 'A line of the file is not name:start:count in decimal digits. dockerd stops at the first such line, even one of another user.',
      next: [
        {
          why: 'Paste the file here, and the line is marked.',
          command: message.small.includes('/etc/subgid') ? 'cat /etc/subgid' : 'cat /etc/subuid',
        },
        { why: 'Correct the line, then start dockerd again.', command: 'sudo systemctl restart docker' },
      ],
      learn: LESSONS.ranges,
      // From moby 26.1.5, pkg/idtools/idtools.go, parseSubidFile.
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
        says: `--userns-remap names ${user === undefined ? 'an account' : `“${user}”`}, but the host has no such ${group ? 'group' : 'user'}. dockerd reads /etc/${group ? 'group' : 'passwd'} and asks getent.`,
        facts: user === undefined ? {} : { user },
        next: [
          {
            why: 'Check whether the account exists.',
            command: `getent ${group ? 'group' : 'passwd'} ${user ?? 'NAME'}`,
          },
          {
            why: 'Create it, or set userns-remap to default: then dockerd creates the account dockremap and its ranges.',
            command: `sudo useradd --system --no-create-home ${user === undefined ? 'dockremap' : shellWord(user)}`,
          },
        ],
        learn: LESSONS.ranges,
        // From moby 26.1.5, daemon/daemon_unix.go, parseRemappedRoot; pkg/idtools.
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
        who: 'the kubelet, which asks getsubids for the IDs of its Pods',
        says: `The account “${user}” exists, but ${differ ? 'its ranges in /etc/subuid and /etc/subgid differ' : 'getsubids fails for it, usually because no range is assigned to it'}. Every Pod with hostUsers: false uses 65536 IDs of that range.`,
        facts: { user },
        next: [
          { why: 'Check what is assigned to that account.', command: `getsubids ${user}; getsubids -g ${user}` },
          {
            why: `Assign one free range, the same in both files. It must begin at a multiple of 65536, as this does, and have 65536 IDs for each Pod (110 here). ${UNLISTED}`,
            command: assignFreeRange(shellWord(user), 110 * SUBID_COUNT),
          },
          { why: 'The kubelet asks when it starts.', command: 'sudo systemctl restart kubelet' },
        ],
        learn: LESSONS.rootless,
        // From Kubernetes, pkg/kubelet/kubelet_pods.go, getKubeletMappings; kubernetes.io, User Namespaces.
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
        says: `${user === undefined ? 'The user' : `“${user}”`} has no line in ${file}, and --fakeroot maps the IDs assigned there.`,
        next: [{ why: 'List the assigned ranges.', command: 'cat /etc/subuid /etc/subgid' }, assign(user)],
        // From Apptainer, internal/pkg/fakeroot/fakeroot.go, GetUserEntry.
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
        says: `The host has no ${file}, so no IDs are assigned to anybody. The file has one line for each range: name:start:count.`,
        facts: { path: file },
        next: createFiles(),
        learn: LESSONS.ranges,
        // From moby 26.1.5, pkg/idtools/idtools.go, parseSubidFile; containers/storage 1.57, pkg/idtools.
      };
    },
  },
  {
    phrases: ['subordinate id', 'requires additional uids or gids defined in'],
    explain: () => noRange(undefined, '/etc/subuid'),
  },
];

/** What to do where a file does not exist. */
export const createFiles = (): NextStep[] => [
  { why: 'Check which of the two files exist; both are needed.', command: 'ls -l /etc/subuid /etc/subgid' },
  {
    why: 'Create what is missing; touch leaves an existing file as it is. usermod adds a line only to a file that exists.',
    command: 'sudo touch /etc/subuid /etc/subgid',
  },
  assign(undefined),
];

/** Podman, Buildah and rootless Docker: the user has no range. */
function noRange(user: string | undefined, file: string): Explanation {
  const who = user === undefined ? 'The user' : `“${user}”`;
  return {
    code: 'no-subids-podman',
    who: 'Podman (or another rootless engine), before it asks newuidmap',
    says: `${who} has no line in ${file}, so only one ID is mapped: the user’s own, as root. An image with files of any other owner fails.`,
    facts: user === undefined ? {} : { user },
    ask: { kind: file === '/etc/subgid' ? 'gid' : 'uid', side: 'inside', id: 1 },
    next: [
      { why: 'List the assigned ranges. A line may have the name or the UID.', command: 'cat /etc/subuid /etc/subgid' },
      assign(user),
      { why: `Make Podman use the new lines. ${MIGRATE_STOPS}`, command: MIGRATE },
    ],
    learn: LESSONS.rootless,
    // From containers/storage 1.57, pkg/idtools/idtools.go, NewIDMappings; Podman 5.4.2, pkg/rootless.
  };
}

/** Rootless Docker, whose RootlessKit asks for the ranges: the user has none. It names uid and login name; usermod takes the name. */
function noDockerRange(user: string | undefined, file: string): Explanation {
  const missing = noRange(user, file);
  return {
    ...missing,
    code: 'no-subids-rootlesskit',
    who: 'RootlessKit, for rootless Docker',
    says: `${user === undefined ? 'The user' : `“${user}”`} has no line in ${file}. Rootless Docker does not start without one in both files.`,
    next: [
      ...missing.next.slice(0, 2),
      { why: 'Then start it again, as that user.', command: 'systemctl --user restart docker' },
    ],
    // From RootlessKit, pkg/parent/parent.go and pkg/parent/idtools, GetSubIDRanges.
  };
}

/** dockerd --userns-remap: the account has no range. */
function noRemapRange(user: string | undefined, file: string): Explanation {
  return {
    code: 'no-subids-dockerd',
    who: 'dockerd, before it starts',
    says: `--userns-remap names ${user === undefined ? 'a user' : `“${user}”`}, but no line of ${file} assigns IDs to that name or its UID. dockerd needs one in both files.`,
    facts: user === undefined ? {} : { user },
    next: [
      { why: 'List the assigned ranges.', command: 'cat /etc/subuid /etc/subgid' },
      assign(user ?? 'dockremap'),
      { why: 'Then start dockerd again.', command: 'sudo systemctl restart docker' },
    ],
    learn: LESSONS.ranges,
    // From moby 26.1.5, pkg/idtools/idtools_unix.go, LoadIdentityMapping.
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

/** The step that assigns a free range, or says where to put the name in. */
function assign(user: string | undefined): NextStep {
  return {
    why: `Assign a free range in both files. ${UNLISTED}`,
    command: assignFreeRange(user === undefined ? 'USER' : shellWord(user)),
  };
}
