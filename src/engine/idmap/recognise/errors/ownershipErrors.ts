import { inArchive, unmappedInArchive } from './archiveOwner.ts';
import { pathOf } from './chownPath.ts';
import type { ErrorEntry, ErrorFacts, Explanation } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between, type Message, unquoted } from './Message.ts';
import { manual, sourceOf } from './sources.ts';

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
    title: '`chown: changing ownership of …: Operation not permitted`',
    layer: 'id-map',
    examples: [
      "chown: changing ownership of 'foreign': Operation not permitted",
      'nginx: [emerg] chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)',
      'tar: opt/app: Cannot change ownership to uid 0, gid 0: Operation not permitted',
    ],
    sources: [...OWNER_RULES, manual('chown', 2)],
    family: FAMILY,
    phrases: ['cannot change ownership to uid', ...WORDS],
    explain: (message, at) => {
      const found = inArchive(message, at);
      if (found) return found.denied ? notOwner(found.tool, found.facts) : undefined;
      return message.small.includes('operation not permitted', at)
        ? notOwner('chown', factsOf(message, at))
        : undefined;
    },
  },
  {
    code: 'chmod-not-owner',
    title: '`chmod: changing permissions of …: Operation not permitted`',
    layer: 'id-map',
    examples: ["chmod: changing permissions of 'foreign': Operation not permitted"],
    sources: [...OWNER_RULES, manual('chmod', 2)],
    phrases: ['changing permissions of', 'chmod: ', 'chmod '],
    explain: (message, at) =>
      message.small.includes('operation not permitted', at) ? notOwner('chmod', factsOf(message, at)) : undefined,
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
        says: 'The entry names a user or group that is not in the map, or the file system has no ACLs.',
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

function notOwner(tool: 'chown' | 'chmod' | 'tar' | 'cpio', facts: ErrorFacts): Explanation {
  const capability = tool === 'chmod' ? 'CAP_FOWNER' : 'CAP_CHOWN';
  return {
    who: `the kernel, to ${tool}`,
    says: `${facts.path ?? 'The file'} belongs to a user or group that is not in the map (it shows as 65534 in the container), or the caller lacks CAP_CHOWN. The container’s root may change an owner only if the file’s user and group are both mapped.`,
    facts,
    next: [
      { why: 'In the container, check the owner; 65534 means not mapped.', command: 'ls -ldn PATH' },
      { why: 'Check the real owner on the host, and change it there.', command: 'ls -ldn HOST_PATH' },
      {
        why: 'On NFS the server may be the cause: with root_squash, root is nobody there, whatever the map.',
        command: 'findmnt -T PATH',
      },
    ],
    causes: [
      {
        layer: 'id-map',
        who: `the kernel, to ${tool}: the map does not have the owner`,
        says: 'Capabilities count for a file only if its user and its group are both mapped. In the container an owner that is not shows as 65534.',
        tells: { why: 'The owner or the group is 65534.', command: 'ls -ldn PATH' },
        fixes: [
          {
            why: 'On the host, give the file to the host ID of the container’s user: add the container ID to the start of the range.',
            command: 'sudo chown HOST_UID:HOST_GID HOST_PATH',
          },
          {
            why: 'Rootless Podman can do it with the IDs of the container.',
            command: 'podman unshare chown UID:GID HOST_PATH',
          },
        ],
      },
      {
        layer: 'capability',
        who: `the kernel, to ${tool}: the process has no ${capability}`,
        says: `${tool === 'chmod' ? 'Only the owner, and root with CAP_FOWNER, may change the mode of a file.' : 'Only root with CAP_CHOWN may give files away.'} Options such as -u and --cap-drop remove the capability.`,
        tells: {
          why: `The owner is mapped, but the UID is not 0, or capsh --decode= shows no ${capability.toLowerCase()} in CapEff.`,
          command: 'id -u; grep CapEff /proc/self/status',
        },
        fixes: [
          {
            why: 'Run that step as root, or leave out --cap-drop.',
            command: `docker run --user 0 --cap-add ${capability.replace('CAP_', '')} IMAGE`,
          },
        ],
      },
      {
        layer: 'file-mode',
        who: 'the NFS server',
        says: 'With root_squash, the default of an NFS export, root is nobody on the server, whatever the map.',
        tells: { why: 'The file system is nfs or nfs4.', command: 'findmnt -T PATH -o FSTYPE,SOURCE' },
        fixes: [{ why: 'Change the owner on the server.' }],
      },
    ],
    learn: LESSONS.nobody,
  };
}

/** The file that a message names. */
function factsOf(message: Message, at: number): ErrorFacts {
  const path = pathOf(message, at);
  return path === undefined ? {} : { path };
}
