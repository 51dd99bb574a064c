import type { IdKind } from '../../map/Extent.ts';
import type { ErrorEntry, Explanation } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { numberAfter } from './Message.ts';

/** The calls that make a process somebody else, and the ids they set. */
const CALLS: readonly (readonly [call: string, kind: IdKind])[] = [
  ['setresuid', 'uid'],
  ['setreuid', 'uid'],
  ['seteuid', 'uid'],
  ['setuid', 'uid'],
  ['set user-id', 'uid'],
  ['set user id', 'uid'],
  ['setresgid', 'gid'],
  ['setregid', 'gid'],
  ['setegid', 'gid'],
  ['setgid', 'gid'],
  ['set group-id', 'gid'],
  ['set group id', 'gid'],
  ['setgroups', 'gid'],
  ['set supplemental groups', 'gid'],
  ['set supplementary groups', 'gid'],
  ['initgroups', 'gid'],
  ['set groups', 'gid'],
];

/** A process was to become a user or take a group that the map lacks, or may not drop its groups. */
export const setidErrors: readonly ErrorEntry[] = [
  {
    phrases: ['to unmapped user in user namespace'],
    explain: (message, at) => {
      const kind: IdKind = message.small.slice(Math.max(0, at - 20), at).includes('gid') ? 'gid' : 'uid';
      // From runc 1.1.15, libcontainer/init_linux.go, setupUser.
      return unmapped('user-unmapped', 'runc, checking the map before it asks the kernel', kind, undefined);
    },
  },
  {
    phrases: ['cannot setresuid to', 'cannot setresgid to'],
    explain: (message, at) => {
      const kind: IdKind = message.small.startsWith('cannot setresuid', at) ? 'uid' : 'gid';
      const id = numberAfter(message, at + 'cannot setresuid to'.length, 4);
      // From crun 1.21, src/libcrun/linux.c, set_required_caps.
      return unmapped('user-unmapped', 'the kernel, to crun', kind, id);
    },
  },
  {
    phrases: CALLS.map(([call]) => call),
    explain: (message) => {
      const [call, kind] = CALLS.find(([each]) => message.small.includes(each)) ?? ['setuid', 'uid'];
      const at = message.small.indexOf(call) + call.length;
      const denied = message.small.indexOf('operation not permitted', at);
      const invalid = message.small.indexOf('invalid argument', at);
      // apt says it with the number: "seteuid 100 failed - seteuid (22: Invalid argument)".
      const id = numberAfter(message, at, 2);
      // From kernel/sys.c, __sys_setresuid; kernel/groups.c.
      if (invalid !== -1) return unmapped('setid-unmapped', 'the kernel', kind, id);
      if (denied === -1) return undefined;
      return call === 'setgroups' || call === 'initgroups' || call.includes('groups')
        ? groupsDenied(call)
        : setidDenied(call, kind, id);
    },
  },
];

function unmapped(code: string, who: string, kind: IdKind, id: number | undefined): Explanation {
  const named = id === undefined ? `a ${kind.toUpperCase()}` : `${kind.toUpperCase()} ${id}`;
  const known = id !== undefined && id <= 4294967294;
  return {
    code,
    who,
    says: `A process tried to switch to ${named}, which the map of its user namespace does not have. The kernel returns EINVAL because that ID has no host ID.`,
    facts: { kind, ...(known && { inside: { [kind]: id } }) },
    ...(known && { ask: { kind, side: 'inside' as const, id } }),
    next: [
      {
        why: 'In the container, check the map. One line must cover the ID; a line covers its first number to first + third − 1.',
        command: `cat /proc/self/${kind}_map`,
      },
      {
        why: 'Check which user the image or -u asks for.',
        command: 'docker inspect --format "{{.Config.User}}" CONTAINER',
      },
      { why: 'Use a lower ID, or assign a longer range in both /etc/subuid and /etc/subgid.' },
    ],
    learn: LESSONS.unmapped,
  };
}

function groupsDenied(call: string): Explanation {
  return {
    code: 'setgroups-denied',
    who: 'the kernel',
    says: `${call.startsWith('set ') ? 'Setting groups' : call} is disabled in this user namespace: “deny” was written to its setgroups file, as an unprivileged user must do to map a group. Supplementary groups can be neither added nor dropped.`,
    facts: { kind: 'gid' },
    next: [
      { why: '“deny” confirms it.', command: 'cat /proc/self/setgroups' },
      {
        why: 'If it is “allow”, the process lacks CAP_SETGID, or gid_map is not written yet.',
        command: 'cat /proc/self/gid_map; grep CapEff /proc/self/status',
      },
      {
        why: 'With ranges in /etc/subuid and /etc/subgid, newgidmap writes the map and leaves setgroups enabled.',
        command: 'grep "^USER:" /etc/subgid',
      },
    ],
    learn: LESSONS.rootless,
    // From kernel/groups.c, may_setgroups; user_namespaces(7).
  };
}

function setidDenied(call: string, kind: IdKind, id: number | undefined): Explanation {
  const capability = kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID';
  return {
    code: 'setid-denied',
    who: 'the kernel, or the seccomp filter',
    says: `${call}${id === undefined ? '' : ` to ${id}`} was refused, although the ID may be mapped: the process lacks ${capability} in its user namespace.`,
    facts: { kind, ...(id !== undefined && id <= 4294967294 && { inside: { [kind]: id } }) },
    next: [
      {
        why: 'Check its capabilities: --cap-drop, no-new-privileges and -u remove them.',
        command: 'grep -e CapEff -e NoNewPrivs /proc/self/status',
      },
      {
        why: 'The setuid bit has no effect if the program’s owner is not mapped, or on a mount with nosuid.',
        command: 'ls -ln $(command -v su)',
      },
    ],
    learn: LESSONS.limits,
    // From kernel/sys.c, __sys_setresuid.
  };
}
