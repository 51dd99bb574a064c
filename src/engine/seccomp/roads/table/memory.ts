import type { Intent } from '../Intent.ts';
import { has, isnt, kernelFile, kernelPage, lsm, manual, step, sysctl, table, way } from './way.ts';

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
export const MEMORY: readonly Intent[] = /* @__PURE__ */ table(() => [
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
