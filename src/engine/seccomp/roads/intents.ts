import type { Barrier, Intent, Need, Way } from './Intent.ts';
import { FILES } from './table/files.ts';
import { KERNEL } from './table/kernel.ts';
import { PROCESSES } from './table/processes.ts';
import { SOCKETS } from './table/sockets.ts';
import {
  any,
  capability,
  has,
  inPart,
  is,
  isnt,
  kernelFile,
  kernelPage,
  lacks,
  lsm,
  manual,
  step,
  sysctl,
  table,
  way,
} from './table/way.ts';

const EXECMEM = [
  lsm(
    'SELinux’s execmem check refuses PROT_EXEC on anonymous memory and on private writable mappings of files.',
    kernelFile('security/selinux/hooks.c', 'file_map_prot_check'),
  ),
];
const FAULTS = [
  sysctl(
    'With vm.unprivileged_userfaultfd 0, an unprivileged program can handle only faults of its own user code.',
    kernelPage('admin-guide/sysctl/vm', 'unprivileged-userfaultfd'),
  ),
];
/** personality(2): asks for the present value, and changes nothing. */
const QUERY = isnt(0, 0xffffffffn);
/** uapi/linux/shm.h SHM_EXEC. */
const SHM_EXEC = 0o100000n;

/** Memory and how it is laid out. */
const MEMORY: readonly Intent[] = /* @__PURE__ */ table(() => [
  {
    id: 'executable-memory',
    words: 'executable memory (PROT_EXEC)',
    examples: ['mmap(0, 4096, PROT_READ|PROT_EXEC)', 'mprotect(0, 4096, PROT_EXEC)'],
    ways: [
      way(
        step('mmap(0, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE)', has(2, 'PROT_EXEC')),
        'The kernel maps executable memory.',
        {
          barriers: EXECMEM,
        },
      ),
      way(
        step('mmap2(0, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE)', has(2, 'PROT_EXEC')),
        'The kernel maps executable memory.',
        {
          barriers: EXECMEM,
        },
      ),
      way(step('mprotect(0, 4096, PROT_EXEC)', has(2, 'PROT_EXEC')), 'The kernel makes existing memory executable.', {
        barriers: EXECMEM,
      }),
      way(
        step('pkey_mprotect(0, 4096, PROT_EXEC)', has(2, 'PROT_EXEC')),
        'The kernel makes existing memory executable.',
        {
          barriers: EXECMEM,
          since: '4.9',
          sinceSource: manual('mprotect'),
          sources: [manual('mprotect')],
        },
      ),
      way(step('shmat(0, 0, 32768)', has(2, SHM_EXEC)), 'The kernel maps executable shared memory.', {
        barriers: EXECMEM,
        sources: [manual('shmop')],
      }),
      way(
        [
          step('personality(READ_IMPLIES_EXEC)', has(0, 'READ_IMPLIES_EXEC'), QUERY),
          step('mmap(0, 4096, PROT_READ, MAP_PRIVATE)', has(2, 'PROT_READ')),
        ],
        'From then on, every readable mapping is executable.',
        { barriers: EXECMEM, sources: [manual('personality'), kernelFile('mm/mmap.c', 'do_mmap')] },
      ),
    ],
  },
  {
    id: 'no-aslr',
    words: 'a program at known addresses (ADDR_NO_RANDOMIZE)',
    examples: ['personality(ADDR_NO_RANDOMIZE)'],
    ways: [
      way(
        step('personality(ADDR_NO_RANDOMIZE)', has(0, 'ADDR_NO_RANDOMIZE'), QUERY),
        'The next program starts at fixed addresses.',
      ),
    ],
  },
  {
    id: 'userfaultfd',
    words: 'userfaultfd, which can stall the kernel while it reads memory',
    examples: ['userfaultfd'],
    ways: [
      way(step('userfaultfd'), 'The kernel passes page faults to the program.', { barriers: FAULTS }),
      way(
        [step('openat(AT_FDCWD, 0, O_RDWR)'), step('ioctl(3)')],
        'The kernel does the same through /dev/userfaultfd.',
        {
          id: 'dev-userfaultfd',
          unseen: 'The path is in memory.',
          since: '6.1',
          sinceSource: {
            title: 'Firecracker docs/snapshotting/handling-page-faults-on-snapshot-resume.md',
            url: 'https://github.com/firecracker-microvm/firecracker/blob/main/docs/snapshotting/handling-page-faults-on-snapshot-resume.md',
          },
          barriers: [
            {
              layer: 'kernel',
              words:
                'The container needs the device, with a mode that lets the program open it and a cgroup that allows it.',
              source: kernelPage('admin-guide/cgroup-v2', 'device-controller'),
            },
          ],
          sources: [kernelPage('admin-guide/mm/userfaultfd')],
        },
      ),
    ],
  },
]);

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
const NEW_NAMESPACES: readonly Intent[] = /* @__PURE__ */ table(() => [
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

const INTENTS = /* @__PURE__ */ table(() => [SOCKETS, NEW_NAMESPACES, PROCESSES, FILES, MEMORY, KERNEL].flat());

/** Every intent of the table: what somebody wants to keep a container from, or to get. */
export function intents(): readonly Intent[] {
  return INTENTS;
}
