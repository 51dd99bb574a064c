import {
  between,
  type ErrorEntry,
  type Explanation,
  type Message,
  type NextStep,
  numberAfter,
  unquoted,
} from '../../../messages/index.ts';
import { nameWord, shell } from '../../../text/index.ts';
import { LESSONS } from './lessons.ts';
import { sourceOf } from './sources.ts';

/** Programs that look at a file's owner themselves, and name the user they expected; and other checks that a user namespace upsets. */
export const foreignOwnerErrors: readonly ErrorEntry[] = [
  {
    code: 'owner-unexpected',
    title: '`is owned by uid 65534, should be 0`',
    layer: 'id-map',
    examples: [
      'sudo: /etc/sudo.conf is owned by uid 65534, should be 0',
      'postfix/postfix-script: warning: not owned by root: /var/spool/postfix/.',
    ],
    sources: [
      { title: 'sudo 1.9.16, lib/util/sudo_conf.c, sudo_conf_read_v1' },
      { title: 'Postfix 3.10, conf/postfix-script' },
      sourceOf('linux', 'kernel/user_namespace.c', 'from_kuid_munged'),
    ],
    phrases: ['owned by uid ', 'not owned by root: '],
    explain: (message, at) =>
      message.small.startsWith('not', at) ? notOwnedByRoot(message, at) : ownedByUid(message, at),
  },
  {
    code: 'git-ownership',
    title: 'git: `detected dubious ownership in repository`',
    layer: 'file-mode',
    examples: ["fatal: detected dubious ownership in repository at '/srv/repo'"],
    sources: [sourceOf('git', 'setup.c', 'ensure_valid_ownership')],
    phrases: ['dubious ownership'],
    explain: (message, at) => {
      const path = between(message, "repository at '", "'", at);
      const where = path === undefined ? 'the repository' : path;
      return {
        who: 'git, comparing owners',
        says: `${where} belongs to a user other than the one who runs git. With a map, this happens if the owner on the host is another user in the container, or nobody (65534).`,
        facts: path === undefined ? {} : { path: unquoted(path) },
        next: [
          { why: 'Where git runs, compare the owner with your own ID.', command: 'ls -ldn PATH; id' },
          { why: 'Run the container as the owner’s ID, or with --userns=keep-id in rootless Podman.', fixes: true },
          {
            why: 'Or mark this one repository as trusted.',
            command: 'git config --global --add safe.directory PATH',
            fixes: true,
          },
        ],
        learn: LESSONS.nobody,
      };
    },
  },
  {
    code: 'loginuid',
    title: '`pam_loginuid(cron:session): set_loginuid failed`',
    layer: 'capability',
    examples: ['CRON[1187]: pam_loginuid(cron:session): set_loginuid failed'],
    sources: [
      sourceOf('pam', 'modules/pam_loginuid/pam_loginuid.c', 'set_loginuid'),
      sourceOf('linux', 'kernel/audit.c', 'audit_set_loginuid_perm'),
    ],
    phrases: ['set_loginuid failed'],
    explain: () => ({
      who: 'the kernel, to pam_loginuid',
      says: 'pam_loginuid cannot write /proc/self/loginuid: it is already set, and changing it needs CAP_AUDIT_CONTROL outside all user namespaces. If the module is required, cron and sshd start no sessions. Newer versions of the module (seen with Linux-PAM 1.7.0) ignore the error in a user namespace.',
      facts: { path: '/proc/self/loginuid' },
      next: [
        { why: '4294967295 means that it is not set.', command: 'cat /proc/self/loginuid /proc/self/uid_map' },
        { why: 'List the services that require it.', command: 'grep -r pam_loginuid /etc/pam.d' },
        {
          why: 'In the container, edit those files: on the line of pam_loginuid.so, change “required” to “optional”. A container has no audit session of its own.',
          fixes: true,
        },
      ],
      learn: LESSONS.limits,
    }),
  },
  {
    code: 'name-unknown',
    title: '`chown: invalid user`, `chgrp: invalid group`',
    layer: 'unknown',
    examples: ['chown: invalid user: ‘carl’', 'chown: invalid group: ‘1000:media’', 'chgrp: invalid group: ‘media’'],
    sources: [sourceOf('coreutils', 'src/chown.c'), { title: 'gnulib, lib/userspec.c, parse_user_spec' }],
    phrases: ['invalid user: ', 'invalid group: ', 'unknown user ', 'unknown user/group '],
    explain: (message, at) => {
      const value = /^[a-z/]+ [a-z/]+:? ['"]?([\w.@:-]{1,80})/i.exec(message.text.slice(at, at + 120))?.[1];
      const tool = /\b(ch(?:own|grp)): /.exec(message.small)?.[1];
      if (value === undefined || tool === undefined) return undefined;
      const [user = '', group] = value.split(':');
      const isGroup = message.small.startsWith('invalid group', at);
      const name = isGroup ? (group ?? value) : group !== undefined && /^\d+$/.test(user) ? group : user;
      const inGroups = isGroup || (group !== undefined && name === group);
      if (name === '') return undefined;
      const database = inGroups ? '/etc/group' : '/etc/passwd';
      return {
        who: `${tool}, before it asked the kernel`,
        says: `${database}, where ${tool} runs, has no ${inGroups ? 'group' : 'user'} “${name}”. A container has a file of its own, without the host’s names.`,
        facts: inGroups ? {} : { user: name },
        next: [
          {
            why: 'Check whether the name is known there.',
            command: shell`getent ${inGroups ? 'group' : 'passwd'} ${nameWord(name) ?? 'NAME'}`,
          },
          {
            why: 'Use the number that it has in the container; the map gives the host’s number.',
            command:
              tool === 'chgrp' ? 'chgrp GID PATH' : numbered({ user: user === name ? '' : user, group, inGroups }),
            fixes: true,
          },
        ],
        learn: LESSONS.volume,
      };
    },
  },
];

/** chown with a number in place of the name that isn't known; what else was named stays. */
function numbered({ user, group, inGroups }: { user: string; group: string | undefined; inGroups: boolean }): string {
  if (inGroups) return shell`chown ${user === '' ? '' : (nameWord(user) ?? 'UID')}:GID PATH`;
  if (group === undefined) return 'chown UID PATH';
  return shell`chown UID:${group === '' ? '' : (nameWord(group) ?? 'GID')} PATH`;
}

const SHIFTED_FILES: readonly NextStep[] = [
  { why: 'In the container, check the owner and the map.', command: 'ls -ln PATH; cat /proc/self/uid_map' },
  { why: 'On the host, check the real owner.', command: 'ls -ln HOST_PATH' },
  {
    why: 'Create the container again from its image, or shift its files on the host into the map’s host IDs. Typical causes: --userns=host on a dockerd with userns-remap, or a copied root file system.',
    fixes: true,
  },
];

/** sudo: which user it is, and which it should be. */
function ownedByUid(message: Message, at: number): Explanation | undefined {
  const uid = numberAfter(message, at + 'owned by uid '.length, 0);
  // "must be owned by uid 0" names whom sudo expects, and no owner.
  if (uid === undefined || message.small.endsWith('must be ', at)) return undefined;
  const path = /(?:^|[\s"'])(\/[^\s:,"']{1,300})/.exec(message.text)?.[1];
  const wanted = numberAfter(message, message.small.indexOf('should be', at) + 'should be'.length, 5);
  const what = path ?? 'the file';
  return {
    who: `${/^(?!error|fatal|warning)([\w-]{1,30})[:/[]/i.exec(message.text)?.[1] ?? 'the program'}, checking the owner`,
    says:
      uid === 65534
        ? `${what} shows as 65534, the overflow ID: its owner on the host is not in this map${wanted === 0 ? ', so in the container it does not belong to root' : ''}. The files were unpacked under another map, or without one.`
        : `In this user namespace ${what} belongs to UID ${uid}${wanted === undefined ? '' : `, and should belong to ${wanted}`}.`,
    facts: { inside: { uid }, ...(path !== undefined && { path }) },
    next: SHIFTED_FILES,
    learn: LESSONS.nobody,
  };
}

/** Postfix names the file alone. */
function notOwnedByRoot(message: Message, at: number): Explanation | undefined {
  const path = between(message, 'not owned by root: ', '', at)?.split(' ', 1)[0] ?? '';
  if (!path.startsWith('/')) return undefined;
  return {
    who: `${message.small.includes('postfix') ? 'Postfix' : 'the program'}, checking the owner`,
    says: `In this user namespace ${path} does not belong to root. If it shows as 65534, its owner on the host is not in this map: the files were unpacked under another map, or without one.`,
    facts: { path },
    next: SHIFTED_FILES,
    learn: LESSONS.nobody,
  };
}
