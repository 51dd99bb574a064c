import type { Cause, ErrorEntry, Message } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { PIDS_LIMIT, PROCESS_LIMITS } from './processLimits.ts';
import { manual, page, seen, thread } from './sources.ts';
import { IS_FILTERED, WITHOUT_FILTER } from './steps.ts';

const UPDATE_DOCKER = {
  why: 'Update Docker to 20.10.10 or newer, and libseccomp on the host with it. Images with an older glibc (Debian 11’s) start, but no longer get security updates.',
  fixes: true,
} as const;

/** clone3 under a filter that answers EPERM: the program does not try clone. */
const OLD_DOCKER: Cause = {
  layer: 'seccomp',
  who: 'the seccomp filter of a Docker older than 20.10.10',
  says: 'glibc 2.34 and newer create threads with clone3. That filter returns EPERM, and the program gives up; with ENOSYS it would use clone.',
  tells: { why: 'The server is older than 20.10.10.', command: 'docker version' },
  fixes: [UPDATE_DOCKER],
};

const OWN_PROFILE: Cause = {
  layer: 'seccomp',
  who: 'a seccomp profile of your own',
  says: 'The profile refuses clone3 or clone with EPERM: seen with a profile that lists only clone3, under a new Docker.',
  tells: {
    ...IS_FILTERED,
    why: 'Docker is newer, and 2 here means a filter: look for clone3 in the profile that you pass.',
  },
  fixes: [
    {
      why: 'Answer clone3 with ENOSYS (38), as Docker’s default does, and allow clone.',
      command: '{ "names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38 }',
      fixes: true,
    },
  ],
};

const refused = ({ small }: Message) => small.includes('operation not permitted') || /\(eperm\)|errno=1\b/.test(small);
const full = ({ small }: Message) => small.includes('temporarily unavailable') || /\(eagain\)|errno=11\b/.test(small);

const REFUSED = {
  who: 'a seccomp filter',
  says: 'Creating a thread was refused with EPERM, which programs do not expect: a filter is the cause.',
  next: [WITHOUT_FILTER, UPDATE_DOCKER],
  causes: [OLD_DOCKER, OWN_PROFILE],
  versions: 'Until Docker 20.10.9. From 20.10.10, Docker’s default returns ENOSYS, and programs use clone.',
} as const;

/** Go without cgo makes its threads with clone, which every default of Docker’s allows (runtime/os_linux.go, newosproc). */
const OF_GO = {
  who: 'a seccomp profile of your own',
  says: 'Go creates its threads with clone, not clone3, and the filter returned EPERM. Docker’s defaults allow clone for threads, so the profile is one of your own, or of a program around the container.',
  next: [
    { ...IS_FILTERED, why: '2 here means a filter: look for clone in the profile that you pass.' },
    {
      why: 'Allow clone as Docker’s default does, with every flag but those for new namespaces.',
      command:
        '{ "names": ["clone"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "value": 2114060288, "op": "SCMP_CMP_MASKED_EQ" }] }',
      fixes: true,
    },
  ],
  causes: [],
} as const;

const THREAD_SOURCES = [
  thread('moby/moby', 42680),
  thread('moby/moby', 42836),
  thread('actions/runner-images', 3812),
  page('Debian, Long Term Support: 11 until August 2026', 'https://wiki.debian.org/LTS'),
  seen('Docker 26.1.5', 'glibc 2.41', 'Go 1.24', 'OpenJDK 17', 'Node 20'),
] as const;

const THREAD_WORDS = [
  'pthread_create failed',
  'pthread_create: ',
  'failed to create new os thread',
  "can't spawn worker thread",
  'failed to start thread',
  'thread failed to start',
  "couldn't create thread",
  'unable to create native thread',
  'unable to create new native thread',
] as const;

/** No thread or process more: refused by a filter, or one too many. */
export const threadEntries: readonly ErrorEntry[] = [
  entry({
    code: 'thread-refused',
    title: '`pthread_create failed: Operation not permitted`',
    layer: 'seccomp',
    examples: [
      'runtime/cgo: pthread_create failed: Operation not permitted',
      '[0.008s][warning][os,thread] Failed to start thread "GC Thread#0" - pthread_create failed (EPERM) for attributes: stacksize: 1024k, guardsize: 4k, detached.',
      'runtime: failed to create new OS thread (have 2 already; errno=1)',
      "OS can't spawn worker thread: Operation not permitted (os error 1)",
      'curl: (6) getaddrinfo() thread failed to start: Operation not permitted',
    ],
    sources: THREAD_SOURCES,
    phrases: THREAD_WORDS,
    words: [
      ['clone3', 'eperm'],
      ['clone3', 'old docker'],
      ['clone3', 'operation not permitted'],
      ['threads', 'clone3'],
    ],
    // A thread has no new namespace.
    unlike: 'clone_new',
    ...REFUSED,
    reads: (message) => {
      if (!refused(message)) return undefined;
      return message.small.includes('failed to create new os thread') ? OF_GO : {};
    },
    learn: LESSONS.threads,
  }),
  entry({
    code: 'thread-limit',
    title: '`pthread_create failed (EAGAIN)`, `unable to create native thread`',
    layer: 'cgroup',
    examples: [
      'runtime/cgo: pthread_create failed: Resource temporarily unavailable',
      '[0.017s][warning][os,thread] Failed to start thread "GC Thread#0" - pthread_create failed (EAGAIN) for attributes: stacksize: 1024k, guardsize: 4k, detached.',
      'runtime: failed to create new OS thread (have 2 already; errno=11)',
      'runtime: may need to increase max user processes (ulimit -u)',
      'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached',
    ],
    sources: [manual('pthread_create', 3), manual('fork', 2), seen('Go 1.24', 'OpenJDK 17')],
    phrases: [...THREAD_WORDS, 'may need to increase max user processes'],
    ...PROCESS_LIMITS,
    reads: (message) => (full(message) || /increase max user|native thread/.test(message.small) ? {} : undefined),
    learn: LESSONS.fork,
  }),
  entry({
    code: 'thread-unknown',
    title: '`can’t start new thread`, `uv_thread_create`',
    layer: 'seccomp',
    examples: [
      "RuntimeError: can't start new thread",
      '#  Assertion failed: (0) == (uv_thread_create(t.get(), start_thread, this))',
      "node[1]: ../src/node_platform.cc:68:std::unique_ptr<uv_thread_t> node::WorkerThreadsTaskRunner::DelayedTaskScheduler::Start(): Assertion `(0) == (uv_thread_create(t.get(), start_thread, this))' failed.",
      'E: Problem executing scripts APT::Update::Post-Invoke',
    ],
    sources: [
      ...THREAD_SOURCES,
      page('docker-brew-ubuntu-core issue 236', 'https://github.com/tianon/docker-brew-ubuntu-core/issues/236'),
    ],
    phrases: ["can't start new thread", 'uv_thread_create', 'problem executing scripts apt::update::post-invoke'],
    who: 'a seccomp filter, or a limit on processes',
    says: 'The program could not create a thread or process, and does not say which error it got.',
    next: [WITHOUT_FILTER, UPDATE_DOCKER],
    causes: [OLD_DOCKER, OWN_PROFILE, PIDS_LIMIT],
    versions: REFUSED.versions,
    learn: LESSONS.threads,
  }),
  entry({
    code: 'coreclr-thread',
    title: '.NET: `Failed to create CoreCLR, HRESULT: 0x80070008`',
    layer: 'seccomp',
    examples: ['Failed to create CoreCLR, HRESULT: 0x80070008', 'Failed to create CoreCLR, HRESULT 0x80070008'],
    sources: [
      thread('dotnet/dotnet-docker', 5219),
      thread('dotnet/dotnet-docker', 5074, 'Debian 12’s glibc'),
      thread('PowerShell/PowerShell', 17624, 'a maintainer: a call that seccomp blocks'),
      thread('btcpayserver/btcpayserver-docker', 847, 'gone with a newer Docker'),
      thread('miracum/fhir-pseudonymizer', 104, 'the same with a pids limit of 1'),
      page(
        'dotnet/runtime, src/coreclr/pal/src/thread/thread.cpp, InternalCreateThread',
        'https://github.com/dotnet/runtime/blob/v8.0.0/src/coreclr/pal/src/thread/thread.cpp',
      ),
    ],
    phrases: ['coreclr, hresult: 0x80070008', 'coreclr, hresult 0x80070008'],
    who: 'a seccomp filter, or a limit on processes',
    says: 'The code means “not enough memory”, but .NET’s runtime reports it for every thread that it cannot create. If memory really runs out, the code is 0x8007000E.',
    next: [WITHOUT_FILTER, UPDATE_DOCKER],
    causes: [
      {
        ...OLD_DOCKER,
        says: `${OLD_DOCKER.says} The images of .NET 8 and newer have such a glibc, unless they are Alpine’s.`,
        tells: {
          why: 'The server is older than 20.10.10, or the host’s libseccomp is too old to know clone3: then the error is gone without the filter (--security-opt seccomp=unconfined, as a test only).',
          command: 'docker version',
        },
      },
      PIDS_LIMIT,
    ],
    versions: REFUSED.versions,
    learn: LESSONS.threads,
  }),
];
