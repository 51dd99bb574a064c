import type { Barrier, Intent, Need, Way } from '../Intent.ts';
import { any, capability, has, inPart, is, kernelFile, lacks, manual, step, sysctl, table, way } from './way.ts';

/** uapi/linux/sched.h: CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const NAMESPACES = 0x7e020000n;
/** CLONE_NEWTIME lies in clone's signal, so that only unshare, clone3 and setns have it. */
const TIME = 0x80n;
/** kernel/fork.c check_unshare_flags: what unshare doesn't know makes it fail, the upper half too. */
const UNKNOWN_TO_UNSHARE = ~0x7e070f80n & ((1n << 64n) - 1n);
/** kernel/fork.c copy_process: refused beside a new user namespace. */
const REFUSED_WITH_USER = 0x00010200n;

const CLONE3 = {
  unseen: 'The flags are in memory, so a filter can only allow clone3 as a whole or not at all.',
  since: '5.3',
  sources: [manual('clone3')],
};
const USER_NAMESPACES = sysctl(
  'With user.max_user_namespaces 0, or Debian’s kernel.unprivileged_userns_clone 0, the kernel refuses it; Ubuntu’s AppArmor restriction removes its capabilities.',
  manual('namespaces', 7),
);
/** user_namespaces(7): whoever made the namespace has it there. */
const ADMIN_THERE = inPart(
  capability('CAP_SYS_ADMIN', manual('setns'), 'The kernel requires CAP_SYS_ADMIN in the namespace to join.'),
);
const ADMIN = inPart(
  capability(
    'CAP_SYS_ADMIN',
    manual('namespaces', 7),
    'The kernel requires CAP_SYS_ADMIN, which a process has in a new user namespace.',
  ),
);

/** setns(2): of a process's namespaces those in `nstype`, or, of a namespace's own descriptor, whatever it is. */
function setns(needs: readonly Need[], barrier: Barrier): readonly Way[] {
  const effect = 'The program joins an existing namespace; it needs a file descriptor for it.';
  return [
    way(step('setns(3, 0)', is(1, 0n)), effect, { barriers: [barrier] }),
    way(step('setns(3, CLONE_NEWUSER)', ...needs), effect, { id: 'setns-of-process', barriers: [barrier] }),
  ];
}

/** New namespaces. */
export const NEW_NAMESPACES: readonly Intent[] = /* @__PURE__ */ table(() => [
  {
    id: 'user-namespace',
    words: 'a new user namespace, with all capabilities inside it',
    examples: ['unshare(CLONE_NEWUSER)', 'clone(CLONE_NEWUSER|SIGCHLD)'],
    ways: [
      way(
        step('unshare(CLONE_NEWUSER)', has(0, 'CLONE_NEWUSER'), lacks(0, UNKNOWN_TO_UNSHARE)),
        'The program continues in a new user namespace.',
        { barriers: [USER_NAMESPACES] },
      ),
      way(
        step('clone(CLONE_NEWUSER|SIGCHLD)', has(0, 'CLONE_NEWUSER'), lacks(0, REFUSED_WITH_USER)),
        'A child starts in a new user namespace.',
        {
          barriers: [USER_NAMESPACES],
          sources: [manual('clone'), kernelFile('kernel/fork.c', 'SYSCALL_DEFINE5(clone)')],
        },
      ),
      way(step('clone3(0, 88)'), 'A child starts in a new user namespace.', { ...CLONE3, barriers: [USER_NAMESPACES] }),
      ...setns([has(1, 'CLONE_NEWUSER')], ADMIN_THERE),
    ],
  },
  {
    id: 'new-namespace',
    words: 'a new namespace of any kind',
    examples: ['unshare(CLONE_NEWNET)', 'clone(CLONE_NEWNS|SIGCHLD)'],
    ways: [
      way(
        step('unshare(CLONE_NEWNS)', any(0, NAMESPACES | TIME), lacks(0, UNKNOWN_TO_UNSHARE)),
        'The program continues in new namespaces.',
        { barriers: [ADMIN] },
      ),
      way(step('clone(CLONE_NEWNS|SIGCHLD)', any(0, NAMESPACES)), 'A child starts in new namespaces.', {
        barriers: [ADMIN],
        sources: [manual('clone'), kernelFile('kernel/fork.c', 'SYSCALL_DEFINE5(clone)')],
      }),
      way(step('clone3(0, 88)'), 'A child starts in new namespaces.', { ...CLONE3, barriers: [ADMIN] }),
      ...setns([any(1, NAMESPACES | TIME)], ADMIN_THERE),
    ],
  },
]);
