import type { ErrorEntry, Explained, NextStep } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { CAPABILITIES, DOCKER_SECCOMP, manual, page, seen, thread } from './sources.ts';
import { addCapability, HAS_CAPABILITIES, IS_FILTERED } from './steps.ts';

const SET_BY = seen('Docker 26.1.5', 'util-linux 2.41', 'coreutils 9.7', 'busybox 1.37');

const HAS_NICE: NextStep = {
  ...HAS_CAPABILITIES,
  why: 'In the container, see the limits on niceness and on real-time priorities, the capabilities (capsh --decode=NUMBER names them), and whether the user namespace is the host’s (0 0 4294967295).',
  command: 'grep -i priority /proc/self/limits; grep CapEff /proc/self/status; cat /proc/self/uid_map',
};

const addNice = (elsewhere: string) =>
  addCapability(
    'SYS_NICE',
    `The container may then take CPU time from every other process on the host. In a rootless or remapped container ${elsewhere}.`,
  );
const ADD_NICE = addNice('it does not help');

/** EACCES: a lower niceness than the limit allows. EPERM: another user's process (Linux, kernel/sys.c, set_one_prio). */
const refusedNice = (small: string): Pick<Explained, 'says' | 'next'> =>
  /not permitted|eperm/.test(small)
    ? {
        says: 'The process belongs to another user. Changing its niceness needs CAP_SYS_NICE over that process, and no limit helps.',
        next: [
          { why: 'Compare your UID with the owner of the process.', command: 'id -u; ps -eo uid,pid,ni,args' },
          {
            why: 'Change it as that user; this can only raise the niceness.',
            command: 'docker exec -u USER CONTAINER renice -n 5 -p PID',
            fixes: true,
          },
          addNice('the capability covers only the container’s own processes'),
        ],
      }
    : {
        says: 'The program asked for a lower niceness, which means a higher priority. Without a limit that allows it (RLIMIT_NICE, 0 by default), a process needs CAP_SYS_NICE in the host’s own user namespace. Everybody may raise the niceness of their own processes.',
        next: [
          HAS_NICE,
          {
            why: 'Allow a niceness down to −5 for this container, without the capability: the limit is 20 minus the lowest niceness. A rootless engine can give no more than its user has.',
            command: 'docker run --ulimit nice=25 IMAGE',
            fixes: true,
          },
          ADD_NICE,
        ],
      };

/** What a container’s root may not do to the host, for want of one capability. */
export const capabilityEntries: readonly ErrorEntry[] = [
  entry({
    code: 'chroot-denied',
    title: '`chroot: cannot change root directory`',
    layer: 'capability',
    examples: [
      "chroot: cannot change root directory to '/tmp': Operation not permitted",
      "chroot: can't change root directory to '/': Operation not permitted",
    ],
    sources: [manual('chroot', 2), DOCKER_SECCOMP, thread('cri-o/cri-o', 3119), SET_BY],
    phrases: ['change root directory'],
    beside: ['operation not permitted'],
    who: 'the kernel, and the seccomp filter',
    says: 'chroot needs CAP_SYS_CHROOT. Docker’s and Podman’s defaults give it to root in the container; -u and --cap-drop take it away, and CRI-O has not given it since 1.18. Docker’s filter then refuses the call as well.',
    next: [
      HAS_CAPABILITIES,
      {
        why: 'If the filter allows it, bwrap or unshare -r creates a user namespace in which chroot works without root.',
        command: 'unshare -r chroot DIR COMMAND',
        fixes: true,
      },
      addCapability('SYS_CHROOT', 'The capability is one of Docker’s defaults.'),
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'set-time',
    title: '`date: cannot set date`',
    layer: 'capability',
    examples: [
      'date: cannot set date: Operation not permitted',
      "date: can't set date: Operation not permitted",
      'Fatal error : adjtimex(0x8001) failed : Operation not permitted',
    ],
    sources: [CAPABILITIES, DOCKER_SECCOMP, SET_BY],
    phrases: ['set date: operation not permitted', 'adjtimex', 'settimeofday', 'clock_settime'],
    beside: ['not permitted'],
    who: 'the kernel, and the seccomp filter',
    says: 'The clock is the host’s: setting it needs CAP_SYS_TIME on the host, and no user namespace helps.',
    next: [
      {
        why: 'Let the host keep the time: every container uses the host’s clock.',
        command: 'timedatectl',
        fixes: true,
      },
      {
        why: 'For tests, shift the time of one program: libfaketime.',
        command: "faketime '2030-01-01' COMMAND",
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'priority',
    title: '`nice: cannot set niceness`',
    layer: 'capability',
    examples: [
      'nice: cannot set niceness: Permission denied',
      'renice: failed to set priority for 4074 (process ID): Permission denied',
      'renice: setpriority: Permission denied',
      'renice: failed to set priority for 1 (process ID): Operation not permitted',
      "chrt: failed to set pid 0's policy: Operation not permitted",
      'ionice: ioprio_set failed: Operation not permitted',
      'SystemError [ERR_SYSTEM_ERROR]: A system error occurred: uv_os_setpriority returned EACCES (permission denied)',
    ],
    sources: [
      CAPABILITIES,
      manual('setpriority', 2),
      manual('getrlimit', 2, 'RLIMIT_NICE'),
      manual('sched', 7),
      page('Linux, kernel/sys.c, set_one_prio', 'https://github.com/torvalds/linux/blob/v6.12/kernel/sys.c'),
      seen('Docker 26.1.5', 'util-linux 2.41', 'coreutils 9.7', 'busybox 1.37', 'Node 20'),
    ],
    phrases: [
      'cannot set niceness',
      'failed to set priority',
      'setpriority',
      "'s policy: operation not permitted",
      'ioprio_set failed',
      'uv_os_setpriority',
      'sched_setscheduler',
    ],
    beside: ['denied', 'not permitted'],
    reads: ({ small }) => (/niceness|set priority|setpriority/.test(small) ? refusedNice(small) : {}),
    who: 'the kernel',
    says: 'A real-time policy needs a limit that allows it (RLIMIT_RTPRIO), or CAP_SYS_NICE in the host’s own user namespace. A real-time class of ionice needs the capability, and so does changing another user’s process.',
    next: [
      HAS_NICE,
      {
        why: 'For chrt, allow real-time priorities up to 10 for this container, without the capability.',
        command: 'docker run --ulimit rtprio=10 IMAGE',
        fixes: true,
      },
      ADD_NICE,
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'kernel-log',
    title: '`dmesg: read kernel buffer failed`',
    layer: 'capability',
    examples: ['dmesg: read kernel buffer failed: Operation not permitted', 'dmesg: klogctl: Operation not permitted'],
    sources: [
      page('Linux, kernel.dmesg_restrict', 'https://docs.kernel.org/admin-guide/sysctl/kernel.html#dmesg-restrict'),
      DOCKER_SECCOMP,
      SET_BY,
    ],
    phrases: ['read kernel buffer failed', 'klogctl'],
    who: 'the kernel, and in a container the seccomp filter',
    says: 'The kernel’s log is the whole host’s. Where kernel.dmesg_restrict is 1, reading it needs CAP_SYSLOG, and Docker’s default filter requires that capability as well.',
    next: [{ why: 'Read the log on the host, as root.', command: 'sudo dmesg', fixes: true }],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'raise-limit',
    title: '`cannot modify limit: Operation not permitted`',
    layer: 'capability',
    examples: [
      'bash: line 1: ulimit: open files: cannot modify limit: Operation not permitted',
      'prlimit: failed to set the NOFILE resource limit: Operation not permitted',
      'Error: crun: setrlimit `RLIMIT_NOFILE`: Operation not permitted: OCI permission denied',
      'error setting rlimits for ready process: error setting rlimit type 7: operation not permitted',
    ],
    sources: [manual('setrlimit', 2), seen('Docker 26.1.5', 'runc 1.1.15', 'Podman 5.4.2', 'crun 1.21', 'bash 5.2')],
    phrases: ['cannot modify limit', 'resource limit: operation not permitted', 'setrlimit `', 'error setting rlimit'],
    who: 'the kernel',
    says: 'A process may lower a hard limit, and raise it only with CAP_SYS_RESOURCE on the host. RLIMIT_NOFILE cannot exceed fs.nr_open, even for root. A rootless engine passes on the limits of its user.',
    next: [
      {
        why: 'See the hard limit of the user who runs the engine, and the host’s.',
        command: 'ulimit -Hn; sysctl fs.nr_open',
      },
      { why: 'Ask for no more than that.', command: 'podman run --ulimit nofile=1024:524288 IMAGE', fixes: true },
      {
        why: 'For a rootless user, an administrator can raise the limit: add a new file with one line under /etc/security/limits.d, then log in again.',
        fixes: true,
      },
    ],
    learn: LESSONS.cgroups,
  }),
  entry({
    code: 'nsenter-refused',
    title: '`nsenter: reassociate to namespaces failed`',
    layer: 'capability',
    examples: [
      'nsenter: reassociate to namespaces failed: Operation not permitted',
      'nsenter: cannot open /proc/1/ns/mnt: Permission denied',
    ],
    sources: [manual('setns', 2), DOCKER_SECCOMP, seen('Docker 26.1.5', 'util-linux 2.41')],
    phrases: ['reassociate to namespace', 'nsenter: cannot open /proc/'],
    who: 'the kernel, and the seccomp filter',
    says: 'Entering a namespace needs CAP_SYS_ADMIN in the user namespace that owns it, and for a mount namespace CAP_SYS_CHROOT; opening the file needs the right to trace that process. Docker’s default filter refuses setns without CAP_SYS_ADMIN.',
    next: [
      { ...IS_FILTERED, command: 'grep -e Seccomp: -e CapEff /proc/self/status' },
      {
        why: 'Run nsenter on the host, as root, or let the engine do it.',
        command: 'docker exec -it CONTAINER sh',
        fixes: true,
      },
    ],
    learn: LESSONS.unshare,
  }),
];
