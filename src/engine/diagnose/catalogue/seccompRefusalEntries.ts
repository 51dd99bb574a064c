import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

/** A filter at work: the program that it ends, where it comes from, which error it gives, and which call it was. */
export const seccompRefusalEntries: readonly ErrorEntry[] = [
  entry({
    code: 'killed-by-filter',
    title: 'Status 159, or `Bad system call`',
    layer: 'seccomp',
    examples: [
      'Bad system call (core dumped)',
      'Bad system call',
      '4e38e38c8ce0   app   "sh -c mkdir"   Exited (159) 2 seconds ago',
      'command terminated with exit code 159',
    ],
    sources: [manual('seccomp', 2), manual('signal', 7), seen('Docker 26.1.5')],
    phrases: [
      'bad system call',
      'exited (159)',
      'exit code 159',
      'exit status 159',
      'terminated by signal 31',
      'signal: bad system call',
    ],
    words: [
      ['159', 'exit'],
      ['159', 'status'],
      ['159', 'code'],
    ],
    who: 'a seccomp filter, with SIGSYS',
    says: 'A filter ended the program with signal 31, SIGSYS; 159 is 128 + 31. The profile kills at that call instead of returning an error, and the program cannot catch it.',
    next: [
      {
        why: 'As root on the host: the kernel logs such a kill, with the number of the call. Paste the line here.',
        command: 'dmesg | grep type=1326',
      },
      {
        why: 'In your profile, allow that call, or answer it with SCMP_ACT_ERRNO, so that the program can continue without it. Docker’s and Podman’s defaults never kill.',
        fixes: true,
      },
    ],
    learn: LESSONS.killed,
  }),
  entry({
    code: 'privileged-with-profile',
    title: '`Operation not permitted` in a privileged container',
    layer: 'seccomp',
    examples: [
      'Operation not permitted in a privileged container since the update to Docker 28',
      'privileged container: operation not permitted',
    ],
    sources: [thread('moby/moby', 47499), thread('moby/moby', 47500)],
    phrases: ['privileged container', '--privileged'],
    words: [
      ['--privileged', 'eperm'],
      ['privileged', 'seccomp', 'profile'],
    ],
    beside: ['operation not permitted', 'eperm'],
    who: 'a seccomp profile that is passed along with --privileged',
    says: 'Docker before 27.0.1 ignores a seccomp profile beside --privileged; 27.0.1 and newer apply it. Without a profile of its own, a privileged container has no filter.',
    versions: 'Since Docker 27.0.1.',
    reads: ({ small }) => (small.includes('user namespaces') ? undefined : {}),
    next: [
      {
        why: 'In the container: 2 means that a profile is applied. Without one, a privileged container prints 0.',
        command: 'grep Seccomp: /proc/self/status',
      },
      {
        why: 'Find the profile: --security-opt on the command line, security_opt in a Compose file, seccomp-profile in daemon.json.',
        command: 'docker inspect --format "{{.HostConfig.SecurityOpt}}" CONTAINER',
      },
      {
        why: 'Leave the profile out, or allow the refused call in it. Better still, drop --privileged and add the capabilities that the program needs with --cap-add.',
        fixes: true,
      },
    ],
    learn: LESSONS.privileged,
  }),
  entry({
    code: 'why-eperm',
    title: 'Why `EPERM`, and not `ENOSYS`',
    layer: 'seccomp',
    examples: [
      'why EPERM and not ENOSYS',
      'seccomp should return ENOSYS for unknown syscalls',
      'defaultErrnoRet ENOSYS',
    ],
    sources: [
      thread('moby/moby', 42871),
      thread('opencontainers/runc', 2151),
      thread('opencontainers/runtime-spec', 1266),
      thread('opencontainers/runc', 2750),
      thread('containers/common', 573),
    ],
    phrases: [
      'eperm and not enosys',
      'eperm instead of enosys',
      'eperm rather than enosys',
      'enosys for unknown',
      'enosys instead of eperm',
      'enosys not eperm',
      'defaulterrnoret',
    ],
    who: 'the profile’s default action',
    says: 'A program that gets ENOSYS tries an older call; with EPERM it gives up. Docker’s default has returned EPERM since the first profiles. runc therefore returns ENOSYS for calls newer than any in the profile, and Docker’s default returns ENOSYS for clone3. crun adds nothing; Podman’s own default returns ENOSYS for calls that it does not list.',
    versions:
      'runc returns ENOSYS in this way since 1.0.0-rc93, Docker for clone3 since 20.10.10, Podman’s default since May 2021. Docker before 23.0.0 ignores defaultErrnoRet.',
    next: [
      {
        why: 'See which answer your profile gives where no rule matches.',
        command: 'grep -nE "defaultAction|defaultErrnoRet" FILE.json',
      },
      {
        why: 'In a profile of your own, make ENOSYS (38) the default, and add rules that return EPERM for the calls that you refuse on purpose.',
        command: '"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38',
        fixes: true,
      },
    ],
    learn: LESSONS.enosys,
  }),
  entry({
    code: 'which-call',
    title: 'Which call was blocked?',
    layer: 'seccomp',
    examples: [
      'which syscall was blocked by seccomp?',
      'how to log blocked syscalls with docker',
      'SECCOMP events are not logged by auditd',
    ],
    sources: [
      thread('moby/moby', 36081),
      thread('flatcar/Flatcar', 1400),
      thread('inspektor-gadget/inspektor-gadget', 383),
      page('Linux, Seccomp BPF, Sysctls', 'https://docs.kernel.org/userspace-api/seccomp_filter.html'),
    ],
    phrases: [
      'which call was blocked',
      'which syscall was blocked',
      'which syscall is blocked',
      'which system call',
      'log blocked syscalls',
      'logging blocked syscalls',
      'blocked syscalls',
      'seccomp events are not logged',
      'seccomp log',
    ],
    words: [
      ['seccomp', 'log', 'blocked'],
      ['seccomp', 'see', 'blocked'],
    ],
    who: 'seccomp, without a record',
    says: 'The kernel logs a refusal with ERRNO only if the filter was loaded with SECCOMP_FILTER_FLAG_LOG, and Docker’s default is loaded without that flag. Kills, and calls with SCMP_ACT_LOG, are logged.',
    versions:
      'The flag exists since Linux 4.14; runc passes flags on since 1.2.0, Podman since 4.1.0, Docker since 23.0.0.',
    next: [
      {
        why: 'As root on the host, watch a running container: only the calls that fail, each with its errno. Paste the output here.',
        command: 'strace -f -Z -p PID',
      },
      {
        why: 'Or run a copy of the profile once with SCMP_ACT_LOG as default action, as a test: it allows every call, and the kernel logs those that the profile does not list. Put the profile back afterwards.',
        command: 'dmesg | grep type=1326',
      },
      {
        why: 'Then allow the call that the program needs, with the smallest rule: the profile checker makes it.',
        fixes: true,
      },
      {
        why: 'Or let the kernel log refusals from now on: "flags": ["SECCOMP_FILTER_FLAG_LOG"] in a profile of your own.',
        fixes: true,
      },
    ],
    learn: LESSONS.elsewhere,
  }),
];
