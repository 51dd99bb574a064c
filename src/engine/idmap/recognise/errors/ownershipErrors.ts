import type { IdKind } from '../../map/Extent.ts';
import type { ErrorEntry, ErrorFacts, Explanation } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between, type Message, quotedPath, unquoted } from './Message.ts';

/** chown, tar and their likes: a file was to be given to an owner that the map lacks, or that isn't the caller's to give away. */
export const ownershipErrors: readonly ErrorEntry[] = [
  {
    phrases: ['cannot change ownership to uid'],
    explain: ({ text, small }, at) => {
      const found = /^cannot change ownership to uid (\d{1,10}), gid (\d{1,10}): (.{1,40})/i.exec(
        text.slice(at, at + 120),
      );
      if (!found) return undefined;
      const [uid, gid] = [Number(found[1]), Number(found[2])];
      const path = text.slice(0, at).split(': ').at(-2);
      const tool = small.startsWith('cpio: ') ? 'cpio' : 'tar';
      const kind: IdKind = uid >= gid ? 'uid' : 'gid';
      const facts: ErrorFacts = {
        inside: { uid, gid },
        kind,
        ...(path !== undefined && path !== '' && { path: unquoted(path) }),
      };
      if (small.startsWith('operation not permitted', at + (found[0].length - (found[3]?.length ?? 0))))
        return notOwner(tool, facts);
      return {
        code: 'tar-unmapped',
        who: `the kernel, to ${tool}`,
        says: `In the archive the file belongs to UID ${uid} and GID ${gid}, but the map does not have ${kind.toUpperCase()} ${Math.max(uid, gid)}${uid > 65535 && gid > 65535 ? ' (or both)' : ''}. The file was unpacked, and belongs to the user who ran ${tool}.`,
        facts,
        ask: { kind, side: 'inside', id: Math.max(uid, gid) },
        next: [
          { why: 'Check how many IDs the map has.', command: `cat /proc/self/${kind}_map` },
          {
            why: 'If the owners do not matter, unpack without them.',
            command: tool === 'cpio' ? 'cpio --no-preserve-owner -i < ARCHIVE' : 'tar --no-same-owner -xf ARCHIVE',
          },
        ],
        learn: LESSONS.unmapped,
        // From tar 1.35 and cpio 2.15, paxutils, chown_error_details; fs/open.c, chown_common.
      };
    },
  },
  {
    phrases: [
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
    ],
    explain: (message, at) => {
      const tail = message.small.slice(at);
      const path = pathOf(message, at);
      const facts: ErrorFacts = { ...(path !== undefined && { path }) };
      if (tail.includes('invalid argument')) return chownUnmapped(facts);
      if (tail.includes('operation not permitted')) return notOwner('chown', facts);
      return undefined;
    },
  },
  {
    phrases: ['changing permissions of', 'chmod: ', 'chmod '],
    explain: (message, at) => {
      if (!message.small.includes('operation not permitted', at)) return undefined;
      const path = pathOf(message, at);
      return { ...notOwner('chmod', path === undefined ? {} : { path }), code: 'chmod-not-owner' };
    },
  },
  {
    phrases: ['setfacl: '],
    explain: (message, at) => {
      if (!message.small.includes('invalid argument', at)) return undefined;
      const path = between(message, 'setfacl: ', ': invalid argument', at);
      return {
        code: 'acl-unmapped',
        who: 'the kernel, to setfacl',
        says: 'The entry names a user or group that is not in the map, or the file system has no ACLs.',
        facts: path === undefined ? {} : { path: unquoted(path) },
        next: [
          { why: 'Set it on the host, with the host’s ID.', command: 'setfacl -m u:HOST_ID:rwx HOST_PATH' },
          { why: 'Then check in the container which number it shows.', command: 'getfacl -n PATH' },
        ],
        learn: LESSONS.unmapped,
        // From fs/posix_acl.c, posix_acl_from_xattr.
      };
    },
  },
  {
    phrases: ['mknod', 'cannot mknod'],
    explain: (message, at) =>
      message.small.includes('operation not permitted', at)
        ? {
            code: 'mknod',
            who: 'the kernel',
            says: 'Device nodes cannot be created in a user namespace: that needs CAP_MKNOD on the host.',
            next: [
              {
                why: 'Bind-mount the host’s device node, or pass it with --device. Unpack archives without their devices.',
                command: "tar --exclude='dev/*' -xf ARCHIVE",
              },
            ],
            learn: LESSONS.limits,
            // From fs/namei.c, vfs_mknod.
          }
        : undefined,
  },
];

function chownUnmapped(facts: ErrorFacts): Explanation {
  return {
    code: 'chown-unmapped',
    who: 'the kernel, to chown',
    says: `The new user or group of ${facts.path ?? 'the file'} is not in the map. The kernel returns EINVAL because that ID has no host ID.`,
    facts,
    next: [
      {
        why: 'In the container, check that a line of the map has the ID.',
        command: 'cat /proc/self/uid_map /proc/self/gid_map',
      },
      {
        why: 'busybox’s chown also fails if only the user changes and the file’s group shows as 65534, because it sets the group to that number.',
        command: 'ls -ln PATH',
      },
      { why: 'Or change the owner on the host, with the host’s IDs.', command: 'chown HOST_UID:HOST_GID HOST_PATH' },
    ],
    learn: LESSONS.unmapped,
    // From fs/open.c, chown_common; coreutils 9.7, src/chown-core.c.
  };
}

function notOwner(tool: string, facts: ErrorFacts): Explanation {
  return {
    code: 'chown-not-owner',
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
    learn: LESSONS.nobody,
    // From fs/attr.c, chown_ok and chgrp_ok; kernel/capability.c, capable_wrt_inode_uidgid.
  };
}

/** The path in "changing ownership of 'x': …", "chown: x: …", "lchown /x: …", `chown "/x" failed: …` or `chown("/x", 101) failed`; none where words stand for it. */
function pathOf(message: Message, at: number): string | undefined {
  const found = ['invalid argument', 'operation not permitted'].map((words) => message.small.indexOf(words, at));
  const errno = found.find((each) => each !== -1);
  if (errno === undefined) return undefined;
  const before = message.text.slice(Math.max(at, errno - 1000), errno).replace(/(?:: ?| \(\d+: )$/, '');
  const clause = before.slice(before.lastIndexOf(': ') + 1).trim();
  const inQuotes = quotedPath(clause);
  if (inQuotes !== undefined) return inQuotes;
  const bare = clause
    .replace(/^l?f?chown (?=\/)/, '')
    .replace(
      /^(?:changing|cannot change|failed to preserve) (?:the )?(?:ownership|group|permissions)(?: of| for)? /,
      '',
    );
  const path = unquoted(bare);
  if (path === '' || path.length > 900 || path.includes('[')) return undefined;
  return path !== bare || /^(?:\/|\.\.?\/)/.test(path) || !/\s/.test(path) ? path : undefined;
}
