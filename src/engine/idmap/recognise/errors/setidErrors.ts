import { type ErrorEntry, type Explanation, type Message, numberAfter } from '../../../messages/index.ts';
import { shell } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import { LESSONS } from './lessons.ts';
import { groupsDenied, runtimeSetidDenied, setidDenied } from './setidDenied.ts';
import { manual, sourceOf, USER_NAMESPACES } from './sources.ts';

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

const WORDS = CALLS.map(([call]) => call);

/** What crun says, with the ID in backticks. */
const OF_CRUN = ['cannot setresuid to', 'cannot setresgid to'] as const;

/** apt drops its privileges in four steps, and says each. */
const FAMILY = 'setid';

/** A process was to become a user or take a group that the map lacks, or may not drop its groups. */
export const setidErrors: readonly ErrorEntry[] = [
  {
    code: 'user-unmapped',
    title: '`cannot set uid to unmapped user in user namespace`',
    layer: 'id-map',
    examples: [
      'time="2016-08-24T12:00:00Z" level=error msg="runc run failed: unable to start container process: unable to setup user: cannot set uid to unmapped user in user namespace"',
      'cannot setresuid to `70000`: Invalid argument',
    ],
    sources: [
      sourceOf('runc', 'libcontainer/init_linux.go', 'setupUser'),
      sourceOf('crun', 'src/libcrun/linux.c', 'set_required_caps'),
    ],
    phrases: ['to unmapped user in user namespace', ...OF_CRUN],
    explain: ({ text, small }, at) => {
      if (small.startsWith('to', at)) {
        const kind: IdKind = small.slice(Math.max(0, at - 20), at).includes('gid') ? 'gid' : 'uid';
        return unmapped('runc, checking the map before it asks the kernel', kind, undefined);
      }
      // crun says it of a refusal too: EPERM, which no map answers.
      if (!small.includes('invalid argument', at)) return undefined;
      const kind: IdKind = small.startsWith('cannot setresuid', at) ? 'uid' : 'gid';
      return unmapped('the kernel, to crun', kind, numberAfter({ text, small }, at + OF_CRUN[0].length, 4));
    },
  },
  {
    code: 'setid-unmapped',
    title: '`setresuid failed: Invalid argument`, apt’s `seteuid 100 failed`',
    layer: 'id-map',
    examples: [
      'E: seteuid 100 failed - seteuid (22: Invalid argument)',
      'setpriv: setresuid failed: Invalid argument',
      'chroot: failed to set supplemental groups: Invalid argument',
    ],
    sources: [
      sourceOf('linux', 'kernel/sys.c', '__sys_setresuid'),
      sourceOf('linux', 'kernel/groups.c'),
      manual('setuid', 2),
    ],
    family: FAMILY,
    phrases: WORDS,
    explain: (message) => {
      const { refusal, kind, id } = readCall(message);
      return refusal === 'invalid' ? unmapped('the kernel', kind, id) : undefined;
    },
  },
  {
    code: 'setgroups-denied',
    title: '`setgroups failed: Operation not permitted`, apt’s `setgroups 65534 failed`',
    layer: 'id-map',
    examples: [
      'E: setgroups 65534 failed - setgroups (1: Operation not permitted)',
      'setpriv: setgroups failed: Operation not permitted',
      'su: cannot set groups: Operation not permitted',
    ],
    sources: [
      sourceOf('linux', 'kernel/groups.c', 'may_setgroups'),
      USER_NAMESPACES,
      { title: 'buildah issue 3345', url: 'https://github.com/podman-container-tools/buildah/issues/3345' },
      { title: 'runc issue 2517', url: 'https://github.com/opencontainers/runc/issues/2517' },
    ],
    family: FAMILY,
    phrases: WORDS,
    explain: (message) => {
      const { refusal, call } = readCall(message);
      return refusal === 'denied' && setsGroups(call) ? groupsDenied(call) : undefined;
    },
  },
  {
    code: 'setid-denied',
    title: '`setresuid failed: Operation not permitted`',
    layer: 'capability',
    examples: [
      'setpriv: setresuid failed: Operation not permitted',
      'chroot: failed to set user-ID: Operation not permitted',
      'Error: crun: cannot setresgid to `0`: Operation not permitted: OCI permission denied',
    ],
    sources: [
      sourceOf('linux', 'kernel/sys.c', '__sys_setresuid'),
      manual('setuid', 2),
      manual('execve', 2, 'when set-user-ID is ignored'),
      sourceOf('crun', 'src/libcrun/linux.c', 'set_required_caps'),
      { title: 'Seen with Podman 5.4.2, crun 1.21' },
    ],
    family: FAMILY,
    phrases: WORDS,
    explain: (message) => {
      const { refusal, call, kind, id } = readCall(message);
      if (refusal !== 'denied' || setsGroups(call)) return undefined;
      const isOfCrun = OF_CRUN.some((words) => message.small.includes(words));
      return isOfCrun ? runtimeSetidDenied(call, kind, crunId(message)) : setidDenied(call, kind, id);
    },
  },
];

/** The call that a message names first in the list, how it was refused, and for which id. */
function readCall(message: Message) {
  const [call, kind] = CALLS.find(([each]) => message.small.includes(each)) ?? ['setuid', 'uid' as const];
  const at = message.small.indexOf(call) + call.length;
  const refusal = message.small.includes('invalid argument', at)
    ? 'invalid'
    : message.small.includes('operation not permitted', at)
      ? 'denied'
      : undefined;
  // apt says it with the number: "seteuid 100 failed - seteuid (22: Invalid argument)".
  return { call, kind, refusal, id: numberAfter(message, at, 2) } as const;
}

function crunId(message: Message): number | undefined {
  const at = Math.max(...OF_CRUN.map((words) => message.small.indexOf(words)));
  return numberAfter(message, at + OF_CRUN[0].length, 4);
}

const setsGroups = (call: string) => call === 'initgroups' || call.includes('groups');

function unmapped(who: string, kind: IdKind, id: number | undefined): Explanation {
  const named = id === undefined ? `a ${kind.toUpperCase()}` : `${kind.toUpperCase()} ${id}`;
  const known = id !== undefined && id <= 4294967294;
  return {
    who,
    says: `A process tried to switch to ${named}, which the map of its user namespace does not have. The kernel returns EINVAL because that ID has no host ID.`,
    facts: { kind, ...(known && { inside: { [kind]: id } }) },
    ...(known && { ask: { kind, side: 'inside' as const, id } }),
    next: [
      {
        why: 'In the container, check the map. One line must cover the ID; a line covers its first number to first + third − 1.',
        command: shell`cat /proc/self/${kind}_map`,
      },
      {
        why: 'Check which user the image or -u asks for.',
        command: 'docker inspect --format "{{.Config.User}}" CONTAINER',
      },
      {
        why: 'Use a lower ID, or assign a longer range in both /etc/subuid and /etc/subgid.',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  };
}
