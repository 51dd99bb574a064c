import { manual, type Source, thread } from '../../roads/intents.ts';

const DOCKER: Source = {
  title: 'Docker, Significant syscalls blocked by the default profile',
  url: 'https://docs.docker.com/engine/security/seccomp/',
};

/** Calls that Docker's default keeps out for a reason. */
export interface Matter {
  names: readonly string[];
  /** What they give, as the end of "They ...". */
  words: string;
  /** The kernel asks for one of these first. */
  capabilities?: readonly string[];
  source: Source;
}

export const MATTERS: readonly Matter[] = [
  {
    names: ['keyctl', 'add_key', 'request_key'],
    words: 'use kernel keyrings, shared by containers that run as the same UID',
    source: DOCKER,
  },
  {
    names: ['init_module', 'finit_module', 'delete_module', 'create_module'],
    words: 'load and unload kernel modules',
    capabilities: ['CAP_SYS_MODULE'],
    source: DOCKER,
  },
  {
    names: ['bpf'],
    words: 'load programs into the kernel',
    capabilities: ['CAP_BPF', 'CAP_SYS_ADMIN'],
    source: DOCKER,
  },
  {
    names: ['clock_settime', 'clock_settime64', 'settimeofday', 'stime'],
    words: 'set the time for the whole host',
    capabilities: ['CAP_SYS_TIME'],
    source: DOCKER,
  },
  {
    names: ['kexec_load', 'kexec_file_load', 'reboot'],
    words: 'restart the machine or start another kernel',
    capabilities: ['CAP_SYS_BOOT'],
    source: DOCKER,
  },
  {
    names: ['mount', 'move_mount', 'fsmount', 'open_tree', 'umount', 'umount2', 'pivot_root'],
    words: 'change what is mounted',
    capabilities: ['CAP_SYS_ADMIN'],
    source: DOCKER,
  },
  { names: ['perf_event_open'], words: 'watch the kernel and other programs', source: DOCKER },
  { names: ['userfaultfd'], words: 'stall the kernel in the middle of a copy', source: DOCKER },
  {
    names: ['io_uring_setup', 'io_uring_enter', 'io_uring_register'],
    words: 'have the kernel do work that no filter sees',
    source: thread('moby/moby', 46762),
  },
  {
    names: ['open_by_handle_at'],
    words: 'open files outside the container’s paths',
    capabilities: ['CAP_DAC_READ_SEARCH'],
    source: DOCKER,
  },
  {
    names: ['iopl', 'ioperm'],
    words: 'use I/O ports to access devices',
    capabilities: ['CAP_SYS_RAWIO'],
    source: DOCKER,
  },
  {
    names: ['swapon', 'swapoff'],
    words: 'change the machine’s swap space',
    capabilities: ['CAP_SYS_ADMIN'],
    source: DOCKER,
  },
  { names: ['acct'], words: 'turn process accounting on and off', capabilities: ['CAP_SYS_PACCT'], source: DOCKER },
  {
    names: ['quotactl', 'quotactl_fd'],
    words: 'change disk quotas',
    capabilities: ['CAP_SYS_ADMIN'],
    source: DOCKER,
  },
  {
    names: ['unshare', 'setns'],
    words:
      'create and join namespaces, gain every capability in a new user namespace, and so reach far more of the kernel',
    source: DOCKER,
  },
  { names: ['vm86', 'vm86old'], words: 'run 16-bit programs', source: DOCKER },
  { names: ['uselib'], words: 'load a library with an obsolete call', source: manual('uselib') },
];

/** Those of them that Docker's default allows to no container, whatever its capabilities. */
export const NEVER_UNLOCKED: readonly string[] = [
  'keyctl',
  'add_key',
  'request_key',
  'create_module',
  'kexec_load',
  'kexec_file_load',
  'pivot_root',
  'userfaultfd',
  'io_uring_setup',
  'io_uring_enter',
  'io_uring_register',
  'swapon',
  'swapoff',
  'vm86',
  'vm86old',
  'uselib',
];
