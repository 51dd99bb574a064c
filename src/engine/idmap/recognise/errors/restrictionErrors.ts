import type { ErrorEntry, NextStep } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { createFiles } from './subidErrors.ts';

const PROFILE: NextStep = {
  why: 'Give the program its own profile: its path goes in the third line (comm in the log names it). Then load it: apparmor_parser -r FILE.',
  command: `cat <<'EOF' | sudo tee -a /etc/apparmor.d/local.PROGRAM
abi <abi/4.0>,
include <tunables/global>
profile PROGRAM /path/to/PROGRAM flags=(unconfined) { userns, }
EOF`,
};

/** What hosts put in the way of user namespaces of unprivileged users: AppArmor on Ubuntu, a setting on Debian. */
export const restrictionErrors: readonly ErrorEntry[] = [
  {
    phrases: [
      'operation="userns_create"',
      'profile="unprivileged_userns"',
      'failed to create user namespace: permission denied',
    ],
    explain: (message) => {
      const program = /comm="([^"]{1,40})"/.exec(message.text)?.[1];
      const denied = /capname="([a-z_]{1,30})"/.exec(message.text)?.[1];
      return {
        code: 'userns-apparmor',
        who: 'AppArmor',
        says: `An unprivileged program without an AppArmor profile${program === undefined ? '' : `, ${program},`} created a user namespace: AppArmor put it under the profile unprivileged_userns, which denies every capability in it${denied === undefined ? '' : ` (here ${denied})`}. Root, and programs whose profile has “userns,”, are exempt. This is the default in Ubuntu 24.04 and later.`,
        next: [
          {
            why: '1 means that the restriction is on.',
            command: 'sysctl kernel.apparmor_restrict_unprivileged_userns',
          },
          PROFILE,
          {
            why: 'Or switch the restriction off for all programs, until the next boot.',
            command: 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
          },
        ],
        learn: LESSONS.unshare,
        // From ubuntu.com, “Restricted unprivileged user namespaces are coming to Ubuntu 23.10”; google/nsjail#236 and apptainer#2027, logs of Ubuntu 24.04.
      };
    },
  },
  {
    phrases: [
      'set kernel.unprivileged_userns_clone',
      'kernel.unprivileged_userns_clone = 0 failed',
      'enable kernel.unprivileged_userns_clone',
    ],
    explain: () => ({
      code: 'userns-clone',
      who: 'a Debian or Arch kernel, asked by an unprivileged user',
      says: 'kernel.unprivileged_userns_clone is 0: only root (CAP_SYS_ADMIN) may create user namespaces, and everybody else gets “Operation not permitted”. Debian’s default has been 1 since Debian 11, so an administrator set it, or the host was upgraded with the old setting.',
      next: [
        { why: '0 means that it is off.', command: 'sysctl kernel.unprivileged_userns_clone' },
        {
          why: 'Find the file that sets it.',
          command: 'grep -rs unprivileged_userns_clone /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d',
        },
        { why: 'As root, switch it on until the next boot.', command: 'sysctl -w kernel.unprivileged_userns_clone=1' },
      ],
      learn: LESSONS.unshare,
      // From Debian's release notes for 11 (5.4.2, “Linux user namespaces”), and docker 28.5.2, contrib/dockerd-rootless-setuptool.sh.
    }),
  },
  {
    phrases: ['non-text file', 'cannot open /etc/subuid', 'cannot open /etc/subgid'],
    explain: (message) => {
      const path = /\/etc\/sub[ug]id/.exec(message.text)?.[0] ?? '/etc/subuid';
      const missing = message.small.includes('no such file');
      return {
        code: missing ? 'subids-missing' : 'subids-no-text',
        who: 'newuidmap, usermod or useradd of shadow 4.20 or later',
        says: missing
          ? `${path} does not exist, so nobody has subordinate IDs.`
          : `shadow 4.20 reads ${path} only if it is a POSIX text file: its last line ends with a newline, and it has no NUL. Otherwise nobody has subordinate IDs. Older releases read it.`,
        facts: { path },
        next: missing
          ? createFiles()
          : [
              { why: 'Show how the file ends: the last line must end in $.', command: `tail -n 1 ${path} | cat -A` },
              { why: 'As root, end the last line.', command: `echo >> ${path}` },
            ],
        learn: LESSONS.ranges,
        // Seen with shadow 4.20.3, newuidmap and usermod.
      };
    },
  },
];
