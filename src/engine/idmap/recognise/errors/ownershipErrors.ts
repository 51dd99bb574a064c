import {
  between,
  type ErrorEntry,
  type ErrorFacts,
  type Explanation,
  type Message,
  quotedPath,
  unquoted,
} from '../../../messages/index.ts';
import { inArchive, unmappedInArchive } from './archiveOwner.ts';
import { LESSONS } from './lessons.ts';
import { notOwner } from './notOwner.ts';
import { manual, sourceOf } from './sources.ts';

/** The path in "changing ownership of 'x': …", "chown: x: …", "lchown /x: …", `chown "/x" failed: …` or `chown("/x", 101) failed`; none where words stand for it. */
function pathOf(message: Message, at: number): string | undefined {
  const found = ['invalid argument', 'operation not permitted'].map((words) => message.small.indexOf(words, at));
  const errno = found.find((each) => each !== -1);
  if (errno === undefined) return quotedPath(message.text.slice(at, at + 1000));
  const before = message.text.slice(Math.max(at, errno - 1000), errno).replace(/(?:: ?| \(\d+: )$/, '');
  const clause = before.slice(before.lastIndexOf(': ') + 1).trim();
  const inQuotes = quotedPath(clause);
  if (inQuotes !== undefined) return inQuotes;
  const bare = clause
    .replace(/^l?f?chown (?=\/)/, '')
    .replace(/^chmod on (\/.*) failed$/, '$1')
    .replace(
      /^(?:changing|cannot change|change|preserving|setting|failed to preserve) (?:the )?(?:ownership|group|permissions|times)(?: of| for)? (?:directory )?/,
      '',
    );
  const path = unquoted(bare);
  if (path === '' || /^[lf]?ch(?:mod|own)$/i.test(path) || path.length > 900 || path.includes('[')) return undefined;
  return path !== bare || /^(?:\/|\.\.?\/)/.test(path) || !/\s/.test(path) ? path : undefined;
}

const WORDS = [
  'changing ownership of',
  'changing group of',
  'cannot change ownership of',
  'chown: ',
  'chgrp: ',
  'lchown ',
  'chown ',
  'chown(',
  'os.chown',
  'fchown',
  'failed to preserve ownership',
] as const;

const GIT_GAVE_UP = "could not set 'core.filemode'";

/** What programs call a change of the mode, or of times that they name: both are the owner's to make. */
const MODE_WORDS = [
  'change permissions of',
  'changing permissions of',
  'set permissions o',
  'preserving permissions for',
  'cannot change permissions of',
  'cannot change mode to',
  'chmod: ',
  'chmod on ',
  GIT_GAVE_UP,
  'chmod ',
  'chmod(',
  'os.chmod',
  'fchmod',
  'preserving times for',
  'setting times of',
  'set times on',
  'cannot utime',
  ', utime',
] as const;

/** One command says it of many files. */
const FAMILY = 'chown';

const RULES = [sourceOf('linux', 'fs/open.c', 'chown_common'), sourceOf('coreutils', 'src/chown-core.c')] as const;

const OWNER_RULES = [
  sourceOf('linux', 'fs/attr.c', 'chown_ok and chgrp_ok'),
  sourceOf('linux', 'kernel/capability.c', 'capable_wrt_inode_uidgid'),
] as const;

/** chown, tar and their likes: a file was to be given to an owner that the map lacks, or that isn't the caller's to give away. */
export const ownershipErrors: readonly ErrorEntry[] = [
  {
    code: 'tar-unmapped',
    title: 'tar: `Cannot change ownership to uid …, gid …: Invalid argument`',
    layer: 'id-map',
    examples: [
      'tar: opt/app: Cannot change ownership to uid 65537, gid 0: Invalid argument',
      'cpio: opt/app: Cannot change ownership to uid 5000, gid 5000: Invalid argument',
    ],
    sources: [{ title: 'tar 1.35 and cpio 2.15, paxutils, chown_error_details' }, RULES[0]],
    family: FAMILY,
    phrases: ['cannot change ownership to uid'],
    explain: (message, at) => {
      const found = inArchive(message, at);
      return found && !found.denied ? unmappedInArchive(found) : undefined;
    },
  },
  {
    code: 'chown-unmapped',
    title: '`chown: changing ownership of …: Invalid argument`',
    layer: 'id-map',
    examples: [
      "chown: changing ownership of 'file': Invalid argument",
      "chgrp: changing group of 'file': Invalid argument",
      'rsync: [receiver] chown "/data/.x.Ab12" failed: Invalid argument (22)',
      'cpio: chown failed - Invalid argument',
    ],
    sources: [...RULES, manual('chown', 2)],
    family: FAMILY,
    phrases: WORDS,
    explain: (message, at) =>
      message.small.includes('invalid argument', at) ? chownUnmapped(factsOf(message, at)) : undefined,
  },
  {
    code: 'chown-not-owner',
    title: '`chown`, `changing ownership of …`: `Operation not permitted`',
    layer: 'id-map',
    examples: [
      "chown: changing ownership of 'foreign': Operation not permitted",
      'chown: .: Operation not permitted',
      'nginx: [emerg] chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)',
      'tar: opt/app: Cannot change ownership to uid 0, gid 0: Operation not permitted',
      "Error: EPERM: operation not permitted, chown '/app/cache'",
      'docker: Error response from daemon: chown /var/lib/docker/volumes/db/_data: operation not permitted.',
    ],
    sources: [
      ...OWNER_RULES,
      manual('chown', 2),
      { title: 'moby issue 34543: a named volume on NFS', url: 'https://github.com/moby/moby/issues/34543' },
      {
        title: 'docker-library-redis issue 66: an image that chowns, with --user',
        url: 'https://github.com/redis/docker-library-redis/issues/66',
      },
    ],
    family: FAMILY,
    phrases: ['cannot change ownership to uid', ...WORDS],
    explain: (message, at) => {
      const found = inArchive(message, at);
      if (found) return found.denied ? notOwner(found.tool, found.facts, message) : undefined;
      return isRefused(message, at) ? notOwner('chown', factsOf(message, at), message) : undefined;
    },
  },
  {
    code: 'chmod-not-owner',
    title: '`chmod`, `could not change permissions of …`: `Operation not permitted`',
    layer: 'file-mode',
    examples: [
      "chmod: changing permissions of 'foreign': Operation not permitted",
      'initdb: error: could not change permissions of directory "/var/lib/postgresql/data": Operation not permitted',
      "Error: EPERM: operation not permitted, chmod '/app/cache'",
      'error: chmod on /mnt/c/src/app/.git/config.lock failed: Operation not permitted',
      'tar: opt/app: Cannot change mode to rwxr-x---: Operation not permitted',
      'rsync: [generator] failed to set times on "/data/.": Operation not permitted (1)',
      "cp: preserving times for '/data/f': Operation not permitted",
    ],
    sources: [
      ...OWNER_RULES,
      manual('chmod', 2),
      manual('utimensat', 2),
      { title: 'Seen with PostgreSQL 17, git 2.47, tar 1.35, coreutils 9.7 and Node 24' },
      {
        title: 'docker-library/postgres issue 1270: another user than the folder’s',
        url: 'https://github.com/docker-library/postgres/issues/1270',
      },
      {
        title: 'eclipse-che issue 15526: a volume on NFS',
        url: 'https://github.com/eclipse-che/che/issues/15526',
      },
      {
        title: 'docker/for-win issue 6284: a Windows drive',
        url: 'https://github.com/docker/for-win/issues/6284',
      },
      {
        title: 'Microsoft, File permissions for WSL',
        url: 'https://learn.microsoft.com/en-us/windows/wsl/file-permissions',
      },
    ],
    family: 'chmod',
    phrases: MODE_WORDS,
    explain: (message, at) => (isRefused(message, at) ? notOwner('chmod', factsOf(message, at), message) : undefined),
  },
  {
    code: 'acl-unmapped',
    title: '`setfacl: …: Invalid argument`',
    layer: 'id-map',
    examples: ['setfacl: file: Invalid argument'],
    sources: [sourceOf('linux', 'fs/posix_acl.c', 'posix_acl_from_xattr'), manual('setfacl', 1)],
    phrases: ['setfacl: '],
    explain: (message, at) => {
      if (!message.small.includes('invalid argument', at)) return undefined;
      const path = between(message, 'setfacl: ', ': invalid argument', at);
      return {
        who: 'the kernel, to setfacl',
        says: 'The entry names a user or group that is not in the map. (On a file system without ACLs, setfacl prints “Operation not supported”.)',
        facts: path === undefined ? {} : { path: unquoted(path) },
        next: [
          {
            why: 'Set it on the host, with the host’s ID.',
            command: 'setfacl -m u:HOST_ID:rwx HOST_PATH',
            fixes: true,
          },
          { why: 'Then check in the container which number it shows.', command: 'getfacl -n PATH' },
        ],
        learn: LESSONS.unmapped,
      };
    },
  },
  {
    code: 'mknod',
    title: '`mknod: …: Operation not permitted`',
    layer: 'capability',
    examples: ['mknod: null: Operation not permitted'],
    sources: [sourceOf('linux', 'fs/namei.c', 'vfs_mknod'), manual('mknod', 2)],
    phrases: ['mknod', 'cannot mknod'],
    explain: (message, at) =>
      message.small.includes('operation not permitted', at)
        ? {
            who: 'the kernel',
            says: 'Device nodes cannot be created in a user namespace: that needs CAP_MKNOD on the host.',
            next: [
              {
                why: 'Bind-mount the host’s device node, or pass it with --device. Unpack archives without their devices.',
                command: "tar --exclude='dev/*' -xf ARCHIVE",
                fixes: true,
              },
            ],
            learn: LESSONS.limits,
          }
        : undefined,
  },
];

function chownUnmapped(facts: ErrorFacts): Explanation {
  return {
    who: 'the kernel, to chown',
    says: `The new user or group of ${facts.path ?? 'the file'} is not in the map. The kernel returns EINVAL because that ID has no host ID.`,
    facts,
    next: [
      {
        why: 'In the container, check that a line of the map has the ID.',
        command: 'cat /proc/self/uid_map /proc/self/gid_map',
      },
      {
        why: 'busybox’s chown also fails if only the user changes and the file’s group shows as 65534, because busybox sets the group to that number.',
        command: 'ls -ln PATH',
      },
      {
        why: 'Or change the owner on the host, with the host’s IDs.',
        command: 'chown HOST_UID:HOST_GID HOST_PATH',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  };
}

/** Node puts the errno before the call: “EPERM: operation not permitted, chmod '/x'”. git ends with what it meant to do. */
const isRefused = ({ small }: Message, at: number): boolean =>
  small.includes('operation not permitted', at) ||
  small.startsWith(GIT_GAVE_UP, at) ||
  /operation not permitted,? ?$/.test(small.slice(Math.max(0, at - 26), at));

/** The file that a message names. */
function factsOf(message: Message, at: number): ErrorFacts {
  const path = pathOf(message, at);
  return path === undefined ? {} : { path };
}
