import type { IdKind } from '../../map/NamespaceMaps.ts';
import type { ErrorEntry } from './ErrorEntry.ts';
import type { ErrorFacts, Explained } from './Explained.ts';
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
        says: `The archive says that the file belongs to uid ${uid} and gid ${gid}, and the map lacks ${kind} ${Math.max(uid, gid)}${uid > 65535 && gid > 65535 ? ' (or both)' : ''}. The file is there, and belongs to the one who unpacked it.`,
        facts,
        ask: { kind, side: 'inside', id: Math.max(uid, gid) },
        next: [
          { why: 'See how far the map reaches.', command: `cat /proc/self/${kind}_map` },
          {
            why: 'If the owner doesn’t matter, unpack without owners.',
            command: tool === 'cpio' ? 'cpio --no-preserve-owner -i < ARCHIVE' : 'tar --no-same-owner -xf ARCHIVE',
          },
        ],
        learn: LESSONS.unmapped,
        source: 'tar 1.35 and cpio 2.15, paxutils, chown_error_details; fs/open.c, chown_common',
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
        says: 'The entry names a user or group that the map lacks inside, or the file system takes no ACL.',
        facts: path === undefined ? {} : { path: unquoted(path) },
        next: [
          { why: 'Set it outside, with the outside id.', command: 'setfacl -m u:OUTSIDE_ID:rwx HOST_PATH' },
          { why: 'Then see from inside which number it shows.', command: 'getfacl -n PATH' },
        ],
        learn: LESSONS.unmapped,
        source: 'fs/posix_acl.c, posix_acl_from_xattr',
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
            says: 'A device node can’t be made in a user namespace, whoever asks: CAP_MKNOD has to count outside.',
            facts: {},
            next: [
              {
                why: 'Bind-mount the host’s node, or hand it in with --device. Unpack archives without their devices.',
                command: "tar --exclude='dev/*' -xf ARCHIVE",
              },
            ],
            learn: LESSONS.limits,
            source: 'fs/namei.c, vfs_mknod',
          }
        : undefined,
  },
];

function chownUnmapped(facts: ErrorFacts): Explained {
  return {
    code: 'chown-unmapped',
    who: 'the kernel, to chown',
    says: `${facts.path === undefined ? 'The file' : facts.path} was to be given to a user or group that the map lacks inside. The kernel answers EINVAL, for it can’t say who that would be outside.`,
    facts,
    next: [
      {
        why: 'See the map from inside: the id you gave has to lie in a line of it.',
        command: 'cat /proc/self/uid_map /proc/self/gid_map',
      },
      {
        why: 'busybox’s chown also says so where it changes only the user, and the file’s group shows as 65534: it hands that back.',
        command: 'ls -ln PATH',
      },
      { why: 'Or change it outside, with the outside id.', command: 'chown OUTSIDE_UID:OUTSIDE_GID HOST_PATH' },
    ],
    learn: LESSONS.unmapped,
    source: 'fs/open.c, chown_common; coreutils 9.7, src/chown-core.c',
  };
}

function notOwner(tool: string, facts: ErrorFacts): Explained {
  return {
    code: 'chown-not-owner',
    who: `the kernel, to ${tool}`,
    says: `${facts.path === undefined ? 'The file' : facts.path} belongs to somebody whom the map lacks (it shows as 65534 inside), or the caller has no CAP_CHOWN. Root inside may change the owner only where the file’s user and group both have a mapping.`,
    facts,
    next: [
      { why: 'See the owner from inside; 65534 is the sign.', command: 'ls -ldn PATH' },
      { why: 'See the real owner on the host, and change it there.', command: 'ls -ldn HOST_PATH' },
      {
        why: 'On NFS it may be the server: root_squash makes root nobody there, whatever the map.',
        command: 'findmnt -T PATH',
      },
    ],
    learn: LESSONS.nobody,
    source: 'fs/attr.c, chown_ok and chgrp_ok; kernel/capability.c, capable_wrt_inode_uidgid',
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
