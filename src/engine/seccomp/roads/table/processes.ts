import type { Intent } from '../Intent.ts';
import { capability, inPart, kernelPage, manual, rings, step, sysctl, table, way } from './way.ts';

const PTRACE = [
  inPart(
    capability(
      'CAP_SYS_PTRACE',
      manual('ptrace'),
      'For another user’s process, or a more capable one, the kernel requires CAP_SYS_PTRACE.',
    ),
  ),
  sysctl('Yama restricts it further where kernel.yama.ptrace_scope is above 0.', kernelPage('admin-guide/LSM/Yama')),
];
const SETUID = [
  inPart(
    capability(
      'CAP_SETUID',
      manual('setuid'),
      'For a UID that isn’t the program’s own, the kernel requires CAP_SETUID.',
    ),
  ),
];
const KILL = [
  inPart(capability('CAP_KILL', manual('kill'), 'For another user’s process, the kernel requires CAP_KILL.')),
];

const single = (
  names: readonly string[],
  effect: string,
  barriers: Intent['ways'][number]['barriers'],
  page?: string,
) => names.map((name) => way(step(name), effect, { barriers, ...(page !== undefined && { sources: [manual(page)] }) }));

/** What a program does to processes, itself included. */
export const PROCESSES: readonly Intent[] = /* @__PURE__ */ table(() => [
  {
    id: 'new-task',
    words: 'a new process or thread',
    examples: ['clone(SIGCHLD)', 'fork', 'clone3'],
    ways: [
      way(step('clone(SIGCHLD)'), 'A child starts.'),
      way(step('clone3(0, 88)'), 'A child starts.', {
        unseen: 'The flags are in memory.',
        since: '5.3',
        sources: [manual('clone3')],
      }),
      way(step('fork'), 'A child starts.'),
      way(step('vfork'), 'A child starts, and the parent waits for it.'),
    ],
  },
  {
    id: 'execute',
    words: 'start another program',
    examples: ['execve', 'execveat'],
    ways: single(['execve', 'execveat'], 'The program is replaced by another.', []),
  },
  {
    id: 'ptrace',
    words: 'read or change another process',
    examples: ['ptrace(PTRACE_ATTACH, 1)', 'process_vm_writev'],
    ways: [
      ...single(['ptrace'], 'The kernel hands over the process’s registers and memory.', PTRACE),
      ...single(
        ['process_vm_readv', 'process_vm_writev'],
        'The kernel copies memory between the processes.',
        PTRACE,
        'process_vm_readv',
      ),
      way(step('process_madvise(3)'), 'The kernel pages the process’s memory in or out; the contents stay.', {
        barriers: [...PTRACE, capability('CAP_SYS_NICE', manual('process_madvise'))],
        since: '5.10',
      }),
      way([step('pidfd_open(1)'), step('pidfd_getfd(3)')], 'The kernel copies one of the process’s descriptors.', {
        id: 'pidfd_getfd',
        barriers: PTRACE,
        since: '5.6',
        sources: [manual('pidfd_getfd')],
      }),
      way(
        [step('openat(AT_FDCWD, 0, O_RDWR)'), step('write(3)')],
        'The kernel writes into the process through /proc/PID/mem.',
        {
          id: 'proc-mem',
          unseen: 'The path is in memory.',
          barriers: PTRACE,
          sources: [manual('proc_pid_mem', 5)],
        },
      ),
    ],
  },
  {
    id: 'signal',
    words: 'send a signal to another process',
    examples: ['kill(1, SIGTERM)'],
    ways: [
      ...single(['kill', 'tkill', 'tgkill'], 'The kernel sends the signal.', KILL),
      ...single(['rt_sigqueueinfo', 'rt_tgsigqueueinfo'], 'The kernel sends the signal.', KILL, 'rt_sigqueueinfo'),
      way(step('pidfd_send_signal(3, SIGTERM)'), 'The kernel sends the signal.', { barriers: KILL, since: '5.1' }),
    ],
  },
  {
    id: 'setuid',
    words: 'become another user',
    examples: ['setuid(0)', 'setresuid(0, 0, 0)'],
    ways: [
      ...single(['setuid', 'setreuid', 'setresuid', 'setfsuid'], 'The program continues as that user.', SETUID),
      ...['setuid', 'setreuid', 'setresuid', 'setfsuid'].flatMap((name) =>
        single([`${name}32`], 'The program continues as that user; 32-bit ABIs have the call twice.', SETUID, name),
      ),
    ],
  },
  {
    id: 'io-uring',
    words: 'io_uring, whose operations no filter sees',
    examples: ['io_uring_setup(1)'],
    ways: rings('each requested operation', '5.1'),
  },
]);
