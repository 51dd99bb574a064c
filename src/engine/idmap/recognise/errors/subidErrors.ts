import { between, type ErrorEntry, type Message, unquoted } from '../../../messages/index.ts';
import { nameWord, shell } from '../../../text/index.ts';
import { assignFreeRange, UNLISTED } from '../../subid/assignCommands.ts';
import { SUBID_COUNT } from '../../subid/findFreeSubids.ts';
import { LESSONS } from './lessons.ts';
import { assign, noDockerRange, noRange, noRemapRange } from './noRange.ts';
import { KUBERNETES_PAGE, manual, sourceOf } from './sources.ts';

/** The first word without quotes and what follows it, where it can be the name of an account: none begins with a hyphen (useradd(8)). */
function firstWord(text: string | undefined): string | undefined {
  const word = unquoted((text ?? '').split(' ', 1)[0]?.replace(/[:,.;]+$/, '') ?? '').replace(/["']$/, '');
  return /^[\w.@$\\][\w.@$\\-]{0,63}$/.test(word) ? word : undefined;
}

/** The kubelet asks getsubids for the range of its Pods, one in both files, and does not start without. */
const kubeletSubids: ErrorEntry = {
  code: 'no-subids-kubelet',
  title: 'kubelet: `error retrieving additional ids for user`',
  layer: 'subid',
  examples: [
    'E1125 run.go:74] "command failed" err="failed to run Kubelet: failed to create kubelet: create user namespace manager: kubelet mappings: error retrieving additional uids for user \\"kubelet\\": exit status 1"',
    'create user namespace manager: kubelet mappings: mismatched subuids and subgids for user "kubelet"',
  ],
  sources: [
    sourceOf('kubernetes', 'pkg/kubelet/kubelet_pods.go', 'getKubeletMappings and parseGetSubIdsOutput'),
    KUBERNETES_PAGE,
  ],
  phrases: [
    'error retrieving additional uids for user',
    'error retrieving additional gids for user',
    'error retrieving additional ids for user',
    'mismatched subuids and subgids for user',
  ],
  explain: (message, at) => {
    const user = firstWord(between(message, 'for user', '', at)) ?? 'kubelet';
    const word = nameWord(user) ?? 'USER';
    const differ = message.small.startsWith('mismatched', at);
    return {
      who: 'the kubelet, which asks getsubids for the IDs of its Pods',
      says: `The account “${user}” exists, but ${differ ? 'its ranges in /etc/subuid and /etc/subgid differ' : 'getsubids fails for it, usually because no range is assigned to it'}. Every Pod with hostUsers: false uses 65536 IDs of that range.`,
      facts: { user },
      next: [
        { why: 'Check what is assigned to that account.', command: shell`getsubids ${word}; getsubids -g ${word}` },
        differ
          ? {
              why: 'The kubelet takes one range, the same in both files. If no other line of /etc/subgid has an ID of the range that getsubids prints for users, give groups this range instead of their old one.',
              command: shell`sudo usermod --del-subgids OLD_FIRST-OLD_LAST --add-subgids FIRST-LAST ${word}`,
              fixes: true,
            }
          : {
              why: `Assign one free range, the same in both files. The range must begin at a multiple of 65536, as this one does, and have 65536 IDs for each Pod (110 Pods here). The kubelet takes one range only: if one is assigned already, the command shows it and changes nothing. ${UNLISTED}`,
              command: [
                shell`getsubids ${word} || getsubids -g ${word} || {`,
                assignFreeRange(word, 110 * SUBID_COUNT),
                '}',
              ].join('\n'),
              fixes: true,
            },
        {
          why: 'Restart the kubelet, which asks for the range when it starts.',
          command: 'sudo systemctl restart kubelet',
          fixes: true,
        },
      ],
      learn: LESSONS.rootless,
    };
  },
};

/** Each engine says it in one or two lines. */
const FAMILY = 'no-ranges';

const WORDS = ['subuid ranges found for', 'subgid ranges found for'] as const;

/** Nothing is assigned to the user, or the file can't be read. */
export const subidErrors: readonly ErrorEntry[] = [
  {
    code: 'no-subids-rootlesskit',
    title: 'RootlessKit: `No subuid ranges found for user 1001 ("testuser")`',
    layer: 'subid',
    examples: [
      '[rootlesskit:parent] error: failed to setup UID/GID map: failed to compute uid/gid map: No subuid ranges found for user 1001 ("testuser")',
    ],
    sources: [
      sourceOf('rootlesskit', 'pkg/parent/parent.go'),
      sourceOf('rootlesskit', 'pkg/parent/idtools/idtools.go', 'GetSubIDRanges'),
    ],
    family: FAMILY,
    phrases: WORDS,
    explain: (message, at) => {
      const { who, user, file } = readRanges(message, at);
      return who === 'rootlesskit' ? noDockerRange(user, file) : undefined;
    },
  },
  {
    code: 'no-subids-dockerd',
    title: 'dockerd: `no subuid ranges found for user`',
    layer: 'subid',
    examples: ['Can\'t create ID mappings: no subuid ranges found for user "carl"'],
    sources: [
      sourceOf('moby', 'pkg/idtools/idtools_unix.go', 'LoadIdentityMapping'),
      {
        title: 'Docker, Isolate containers with a user namespace',
        url: 'https://docs.docker.com/engine/security/userns-remap/',
      },
    ],
    family: FAMILY,
    phrases: WORDS,
    explain: (message, at) => {
      const { who, user, file } = readRanges(message, at);
      return who === 'dockerd' ? noRemapRange(user, file) : undefined;
    },
  },
  {
    code: 'unshare-no-subids',
    title: '`unshare: no line matching user … in /etc/subuid`',
    layer: 'subid',
    examples: ['unshare: no line matching user "ann" in /etc/subuid'],
    sources: [sourceOf('util-linux', 'sys-utils/unshare.c', 'read_subid_range'), manual('unshare', 1)],
    phrases: ['no line matching user', 'no line matching group'],
    explain: (message, at) => {
      const user = firstWord(
        between(message, message.small.startsWith('no line matching user', at) ? 'user' : 'group', '', at),
      );
      return { ...noRange(user, '/etc/subuid'), who: 'unshare, for --map-auto or --map-users=all' };
    },
  },
  {
    code: 'subids-unreadable',
    title: '`Cannot parse subuid/gid information`',
    layer: 'subid',
    examples: [
      "Can't create ID mappings: Cannot parse subuid/gid information: Format not correct for /etc/subuid file",
      "Failed to start daemon: Can't create ID mappings: can't find available subgid range: couldn't parse all ranges in /etc/subgid file: Cannot parse subuid/gid information: Format not correct for /etc/subgid file",
    ],
    sources: [sourceOf('moby', 'pkg/idtools/idtools.go', 'parseSubidFile')],
    phrases: [
      'cannot parse subuid/gid information',
      'string to int conversion failed during subuid/gid parsing',
      "can't find available subuid range",
      "can't find available subgid range",
    ],
    explain: (message) => ({
      who: 'dockerd, before it starts',
      says: 'A line of the file is not name:start:count in decimal digits. dockerd stops at the first such line, even one of another user.',
      next: [
        {
          why: 'Paste the file here to have the line marked.',
          command: message.small.includes('/etc/subgid') ? 'cat /etc/subgid' : 'cat /etc/subuid',
        },
        {
          why: 'Correct the line, then start dockerd again.',
          command: 'sudo systemctl restart docker',
          fixes: true,
        },
      ],
      versions: 'dockerd 28.0 and later no longer stop at such a line: they read a value that is not a number as 0.',
      learn: LESSONS.ranges,
    }),
  },
  {
    code: 'remap-unknown-user',
    title: '`getent unable to find entry … in passwd database`',
    layer: 'engine',
    examples: [
      'Error during uid lookup for "nobody-here": getent unable to find entry "nobody-here" in passwd database',
    ],
    sources: [
      sourceOf('moby', 'daemon/daemon_unix.go', 'parseRemappedRoot'),
      sourceOf('moby', 'pkg/idtools/idtools_unix.go'),
    ],
    phrases: ['unable to find entry'],
    explain: (message, at) => {
      const user = firstWord(between(message, 'unable to find entry', '', at));
      const group = message.small.includes('in group database', at);
      return {
        who: 'dockerd, before it starts',
        says: `--userns-remap names ${user === undefined ? 'an account' : `“${user}”`}, but the host has no such ${group ? 'group' : 'user'}. dockerd reads /etc/${group ? 'group' : 'passwd'} and asks getent.`,
        facts: user === undefined ? {} : { user },
        next: [
          {
            why: 'Check whether the account exists.',
            command: shell`getent ${group ? 'group' : 'passwd'} ${nameWord(user) ?? 'NAME'}`,
          },
          {
            why: 'Create it, or set userns-remap to default: then dockerd creates the account dockremap and its ranges.',
            command: shell`sudo useradd --system --no-create-home ${nameWord(user) ?? 'dockremap'}`,
            fixes: true,
          },
        ],
        learn: LESSONS.ranges,
      };
    },
  },
  kubeletSubids,
  {
    code: 'no-subids-apptainer',
    title: 'Apptainer: `could not use fakeroot: no mapping entry found in /etc/subuid`',
    layer: 'subid',
    examples: ['FATAL:   could not use fakeroot: no mapping entry found in /etc/subuid for jdoe'],
    sources: [
      {
        title: 'Apptainer, internal/pkg/fakeroot/fakeroot.go, GetUserEntry',
        url: 'https://github.com/apptainer/apptainer/blob/main/internal/pkg/fakeroot/fakeroot.go',
      },
    ],
    phrases: ['no mapping entry found in /etc/sub'],
    explain: (message, at) => {
      const file = message.small.startsWith('no mapping entry found in /etc/subgid', at)
        ? '/etc/subgid'
        : '/etc/subuid';
      const user = firstWord(between(message, ' for ', '', at));
      return {
        ...noRange(user, file),
        who: 'Apptainer (Singularity), for --fakeroot',
        says: `${user === undefined ? 'The user' : `“${user}”`} has no line in ${file}, and --fakeroot maps the IDs assigned there.`,
        next: [{ why: 'List the assigned ranges.', command: 'cat /etc/subuid /etc/subgid' }, assign(user)],
      };
    },
  },
  {
    code: 'no-subids-podman',
    title: 'Podman, Buildah: `no subuid ranges found for user … in /etc/subuid`',
    layer: 'subid',
    examples: [
      'ERRO[0000] cannot find mappings for user ann: No subuid ranges found for user "ann" in /etc/subuid',
      'time="2016-08-24T12:00:00Z" level=warning msg="Using rootless single mapping into the namespace. This might break some images. Check /etc/subuid and /etc/subgid for adding sub*ids if not using a network user"',
      'Error: nomap requires additional UIDs or GIDs defined in /etc/subuid and /etc/subgid to function correctly',
    ],
    sources: [
      sourceOf('storage', 'pkg/idtools/idtools.go', 'NewIDMappings'),
      sourceOf('podman', 'pkg/rootless/rootless_linux.go'),
    ],
    family: FAMILY,
    phrases: [
      ...WORDS,
      'cannot find uid/gid for user',
      'cannot find mappings for user',
      'using rootless single mapping into the namespace',
      'subordinate id',
      'requires additional uids or gids defined in',
    ],
    explain: (message, at) => {
      if (/^sub[ug]id ranges found for/.test(message.small.slice(at, at + 30))) {
        const { who, user, file } = readRanges(message, at);
        return who === 'podman' ? noRange(user, file) : undefined;
      }
      const names = message.small.startsWith('cannot find', at);
      return noRange(names ? firstWord(between(message, 'for user', '', at)) : undefined, '/etc/subuid');
    },
  },
];

/** Who found no range, for whom, and in which file. */
function readRanges(message: Message, at: number) {
  const { small } = message;
  const user = userOf(between(message, 'ranges found for', '', at)?.replace(/^(?:user|group) ?/, ''));
  const file = small.startsWith('subgid', at) || small.includes('in /etc/subgid', at) ? '/etc/subgid' : '/etc/subuid';
  const ofRootlessKit =
    small.includes('rootlesskit') || /^sub[ug]id ranges found for user \d+ \(/.test(small.slice(at));
  const ofPodman =
    small.includes(' in /etc/sub', at) || small.includes('rootless mode') || small.includes('cannot find uid/gid');
  return { who: ofRootlessKit ? 'rootlesskit' : ofPodman ? 'podman' : 'dockerd', user, file } as const;
}

/** The name in: testuser · "testuser" · 1001 ("testuser"). */
function userOf(text: string | undefined): string | undefined {
  return firstWord(/^\d+ \("?([^")]{1,64})/.exec(text ?? '')?.[1] ?? text);
}
