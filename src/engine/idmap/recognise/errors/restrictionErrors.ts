import type { ErrorEntry } from '../../../messages/index.ts';
import { shell, shellWord } from '../../../text/index.ts';
import { APPARMOR_PROFILE } from './apparmorProfile.ts';
import { LESSONS } from './lessons.ts';
import { createFiles } from './noRange.ts';
import { sourceOf } from './sources.ts';

/** What hosts put in the way of user namespaces of unprivileged users: AppArmor on Ubuntu, a setting on Debian. */
export const restrictionErrors: readonly ErrorEntry[] = [
  {
    code: 'userns-apparmor',
    title: '`profile="unprivileged_userns"`: AppArmor’s restriction of user namespaces',
    layer: 'lsm',
    examples: [
      'audit: type=1400 audit(1722708589.057:469): apparmor="DENIED" operation="capable" class="cap" profile="unprivileged_userns" pid=2054704 comm="nsjail" capability=6  capname="setgid"',
      'audit: type=1400 audit(1722708589.045:468): apparmor="AUDIT" operation="userns_create" class="namespace" info="Userns create - transitioning profile" profile="unconfined" pid=2054703 comm="nsjail" requested="userns_create" target="unprivileged_userns"',
      'ERROR  : Failed to create user namespace: Permission denied',
    ],
    sources: [
      {
        title: 'Ubuntu, Restricted unprivileged user namespaces are coming to Ubuntu 23.10',
        url: 'https://ubuntu.com/blog/ubuntu-23-10-restricted-unprivileged-user-namespaces',
      },
      { title: 'nsjail issue 236, a log of Ubuntu 24.04', url: 'https://github.com/google/nsjail/issues/236' },
      { title: 'apptainer issue 2027', url: 'https://github.com/apptainer/apptainer/issues/2027' },
    ],
    phrases: [
      'operation="userns_create"',
      'profile="unprivileged_userns"',
      'failed to create user namespace: permission denied',
    ],
    explain: (message) => {
      const program = /comm="([^"]{1,40})"/.exec(message.text)?.[1];
      const denied = /capname="([a-z_]{1,30})"/.exec(message.text)?.[1];
      return {
        who: 'AppArmor',
        says: `An unprivileged program without an AppArmor profile${program === undefined ? '' : `, ${program},`} created a user namespace: AppArmor put it under the profile unprivileged_userns, which denies every capability in it${denied === undefined ? '' : ` (here ${denied})`}. Root, and programs whose profile has “userns,”, are exempt. This is the default in Ubuntu 24.04 and later.`,
        next: [
          {
            why: '1 means that the restriction is on.',
            command: 'sysctl kernel.apparmor_restrict_unprivileged_userns',
          },
          APPARMOR_PROFILE,
          {
            why: 'As a test, not a fix, disable the restriction for all programs until the next boot; set it back to 1 afterwards. Meanwhile every local user reaches parts of the kernel that otherwise only root reaches.',
            command: 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
          },
        ],
        versions: 'Ubuntu 23.10 has the restriction, and it is on by default since 24.04.',
        learn: LESSONS.unshare,
      };
    },
  },
  {
    code: 'userns-clone',
    title: '`kernel.unprivileged_userns_clone`: user namespaces for root only',
    layer: 'kernel',
    examples: ['[ERROR] Set kernel.unprivileged_userns_clone'],
    sources: [
      {
        title: 'Debian 11 release notes, 5.4.2, Linux user namespaces',
        url: 'https://www.debian.org/releases/bullseye/amd64/release-notes/ch-information.en.html',
      },
      {
        title: 'docker 28.5.2, contrib/dockerd-rootless-setuptool.sh',
        url: 'https://github.com/moby/moby/blob/v28.5.2/contrib/dockerd-rootless-setuptool.sh',
      },
    ],
    phrases: [
      'set kernel.unprivileged_userns_clone',
      'kernel.unprivileged_userns_clone = 0 failed',
      'enable kernel.unprivileged_userns_clone',
    ],
    explain: () => ({
      who: 'the kernel of Debian or Arch, to an unprivileged user',
      says: 'kernel.unprivileged_userns_clone is 0: only root (CAP_SYS_ADMIN) may create user namespaces, and everybody else gets “Operation not permitted”. Debian’s default has been 1 since Debian 11, so an administrator set it, or the host was upgraded with the old setting.',
      next: [
        { why: '0 means that only root may create them.', command: 'sysctl kernel.unprivileged_userns_clone' },
        {
          why: 'Find the file that sets it.',
          command: 'grep -rs unprivileged_userns_clone /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d',
        },
        {
          why: 'As root, allow user namespaces until the next boot. Warning: every local user then reaches parts of the kernel that otherwise only root reaches.',
          command: 'sysctl -w kernel.unprivileged_userns_clone=1',
          fixes: true,
        },
      ],
      versions: 'Debian 10 and older set 0 by default; Debian 11 and newer set 1.',
      learn: LESSONS.unshare,
    }),
  },
  {
    code: 'subids-no-text',
    title: '`/etc/subuid: Non-text file`',
    layer: 'subid',
    examples: ['/etc/subuid: Non-text file.', 'newgidmap: cannot open /etc/subgid: Cannot allocate memory'],
    sources: [
      { title: 'shadow 4.20.3 as Debian sid builds it: newuidmap, getsubids and usermod' },
      { title: 'shadow issue 1581: 4.19 ignores the file', url: 'https://github.com/shadow-maint/shadow/issues/1581' },
      { title: 'shadow pull request 1583: the message', url: 'https://github.com/shadow-maint/shadow/pull/1583' },
    ],
    phrases: ['non-text file', 'cannot open /etc/subuid', 'cannot open /etc/subgid'],
    explain: ({ text, small }) => {
      if (small.includes('no such file')) return undefined;
      const path = subidFile(text);
      return {
        who: SHADOW,
        says: `shadow 4.20 reads ${path} only if it is a POSIX text file: its last line ends with a newline, and the file has no NUL byte. Otherwise no user has subordinate IDs, not even one whose own line is intact.`,
        facts: { path },
        next: [
          {
            why: 'Show how the file ends: the last line must end in $.',
            command: shell`tail -n 1 ${shellWord(path)} | cat -A`,
          },
          {
            why: 'End the last line with a newline; if it has one, the command changes nothing.',
            command: shell`test -z "$(tail -c 1 ${shellWord(path)})" || echo | sudo tee -a ${shellWord(path)}`,
            fixes: true,
          },
        ],
        learn: LESSONS.ranges,
        versions:
          'Seen with shadow 4.20.3. 4.19 ignores such a file without a message; older releases accept it (seen with 4.17.4).',
      };
    },
  },
  {
    code: 'subids-missing',
    title: '`open /etc/subuid: no such file or directory`',
    layer: 'subid',
    examples: [
      'open /etc/subuid: no such file or directory',
      'newuidmap: cannot open /etc/subuid: No such file or directory',
    ],
    sources: [
      sourceOf('moby', 'pkg/idtools/idtools.go', 'parseSubidFile'),
      sourceOf('storage', 'pkg/idtools/idtools.go'),
      { title: 'shadow 4.20.3 as Debian sid builds it: newuidmap' },
    ],
    phrases: [
      'cannot open /etc/subuid: no such file',
      'cannot open /etc/subgid: no such file',
      'open /etc/subuid: no such file',
      'open /etc/subgid: no such file',
    ],
    explain: ({ text, small }, at) => {
      const path = subidFile(text.slice(at));
      return {
        ...(small.startsWith('cannot', at)
          ? { who: SHADOW, says: `${path} does not exist, so no user has subordinate IDs.` }
          : {
              who: 'the engine, reading the file',
              says: `The host has no ${path}, so no IDs are assigned to anybody. The file has one line for each range: name:start:count.`,
            }),
        facts: { path },
        next: createFiles(),
        learn: LESSONS.ranges,
      };
    },
  },
];

const SHADOW = 'newuidmap, usermod or useradd of shadow 4.20 or later';

const subidFile = (text: string) => /\/etc\/sub[ug]id/.exec(text)?.[0] ?? '/etc/subuid';
