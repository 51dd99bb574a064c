import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { PROCESS_LIMITS } from './processLimits.ts';
import { manual, page, seen, thread } from './sources.ts';
import { IS_FILTERED } from './steps.ts';

/** A process that cannot be started. */
export const forkEntries: readonly ErrorEntry[] = [
  entry({
    code: 'fork-refused',
    title: '`fork: Operation not permitted`',
    layer: 'seccomp',
    examples: ['bash: fork: Operation not permitted'],
    sources: [seen('Docker 26.1.5', 'bash 5.2', 'glibc 2.41'), manual('fork', 2)],
    phrases: ['fork: operation not permitted', "can't fork: operation not permitted"],
    who: 'a seccomp profile of your own',
    says: 'fork is the call clone, and the filter refuses clone, or clone3 for a program that does not try the other: seen with a profile that refuses both. The kernel itself never returns EPERM for fork.',
    next: [
      IS_FILTERED,
      {
        why: 'In the profile that you pass, allow clone, and answer clone3 with ENOSYS (errnoRet 38), as Docker’s default does.',
        fixes: true,
      },
    ],
    learn: LESSONS.threads,
  }),
  entry({
    code: 'fork-limit',
    title: '`fork: retry: Resource temporarily unavailable`',
    layer: 'cgroup',
    examples: [
      'bash: fork: retry: Resource temporarily unavailable',
      "sh: can't fork: Resource temporarily unavailable",
      'dash: 0: Cannot fork',
      'BlockingIOError: [Errno 11] Resource temporarily unavailable',
      'fork/exec /usr/bin/true: resource temporarily unavailable',
    ],
    sources: [
      page('Linux, Process Number Controller', 'https://docs.kernel.org/admin-guide/cgroup-v1/pids.html'),
      manual('fork', 2),
      seen('bash 5.2', 'dash 0.5', 'busybox 1.37', 'Python 3.13'),
    ],
    phrases: [
      'fork: retry',
      "can't fork",
      'cannot fork',
      'fork failed',
      'blockingioerror: [errno 11]',
      'fork: resource temporarily',
      'fork/exec',
    ],
    words: [["can't fork"], ['cannot fork']],
    ...PROCESS_LIMITS,
    reads: ({ small }) => (small.includes('temporarily unavailable') || small.includes('cannot fork') ? {} : undefined),
    learn: LESSONS.fork,
  }),
  entry({
    code: 'alpine-make',
    title: '`make: /bin/sh: Operation not permitted` on Alpine',
    layer: 'seccomp',
    examples: ['make: /bin/sh: Operation not permitted', 'make: echo: Operation not permitted'],
    sources: [
      thread('alpinelinux/docker-alpine', 182),
      page(
        'Release Notes for Alpine 3.14.0, faccessat2',
        'https://wiki.alpinelinux.org/wiki/Release_Notes_for_Alpine_3.14.0#faccessat2',
      ),
      thread('docker-library/official-images', 16829, 'the same with other images'),
      page('Alpine, Releases: until when each has updates', 'https://alpinelinux.org/releases/'),
    ],
    phrases: ['make: '],
    reads: ({ small }, at) => (/^make: [\w./-]{1,60}: operation not permitted/.test(small.slice(at)) ? {} : undefined),
    who: 'the seccomp filter of an old Docker',
    says: 'make asks whether the program may be executed. On Alpine 3.14 and newer musl uses faccessat2 for that, and an older call only after ENOSYS. The filter returns EPERM.',
    versions:
      'Before Docker 20.10.0 with libseccomp 2.4.4. In images with glibc the cause is clone3, until Docker 20.10.9.',
    next: [
      {
        why: 'The server is older than 20.10.0, or the host’s libseccomp older than 2.4.4.',
        command: 'docker version',
      },
      {
        why: 'Update Docker to 20.10.10 or newer, and libseccomp with it. Images of Alpine 3.13 and older work, but no longer get security updates.',
        fixes: true,
      },
    ],
    learn: LESSONS.threads,
  }),
];
