import { type ErrorEntry, errorEntries } from '../../idmap/index.ts';
import { blockedEntries, errnoEntries } from './blockedEntries.ts';
import { callEntries } from './callEntries.ts';
import { capabilityEntries } from './capabilityEntries.ts';
import { cgroupEntries } from './cgroupEntries.ts';
import { cgroupLimitEntries } from './cgroupLimitEntries.ts';
import { engineEntries } from './engineEntries.ts';
import { entry } from './entry.ts';
import { hostSettingEntries } from './hostSettingEntries.ts';
import { LESSONS } from './lessons.ts';
import { lsmEntries } from './lsmEntries.ts';
import { mountEntries } from './mountEntries.ts';
import { nestedEntries } from './nestedEntries.ts';
import { networkEntries } from './networkEntries.ts';
import { ownerEntries } from './ownerEntries.ts';
import { ownerSymptoms } from './ownerSymptoms.ts';
import { podEntries } from './podEntries.ts';
import { privilegeEntries } from './privilegeEntries.ts';
import { PROCESS_LIMITS } from './processLimits.ts';
import { programEntries } from './programEntries.ts';
import { rootfsEntries } from './rootfsEntries.ts';
import { sandboxEntries } from './sandboxEntries.ts';
import { seccompProfileEntries } from './seccompProfileEntries.ts';
import { seccompRefusalEntries } from './seccompRefusalEntries.ts';
import { seccompStartEntries } from './seccompStartEntries.ts';
import { serviceEntries } from './serviceEntries.ts';
import { manual, page, seen, thread } from './sources.ts';
import { IS_FILTERED } from './steps.ts';
import { storageEntries } from './storageEntries.ts';
import { threadEntries } from './threadEntries.ts';

/** A process that cannot be started. */
const forkEntries: readonly ErrorEntry[] = [
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

/** What rootless Podman says as it joins or makes the user’s namespace; the reason is in another line. */
const podmanNamespaceEntries: readonly ErrorEntry[] = [
  entry({
    code: 'pause-process',
    passesOn: true,
    title: '`invalid internal status, try resetting the pause process`',
    layer: 'engine',
    examples: [
      'level=error msg="invalid internal status, try resetting the pause process with \\"/usr/bin/podman system migrate\\": cannot set up namespace using \\"/usr/bin/newuidmap\\": exit status 1"',
    ],
    sources: [
      thread('podman-container-tools/podman', 21738),
      page('podman-system-migrate(1)', 'https://docs.podman.io/en/latest/markdown/podman-system-migrate.1.html'),
    ],
    phrases: ['try resetting the pause process'],
    who: 'rootless Podman, joining its namespace',
    says: 'Podman’s pause process, which keeps the user’s namespace, is gone or has another map, and a new namespace could not be made. The line of newuidmap above the message has the reason.',
    next: [
      { why: 'Show the reason.', command: 'podman unshare true' },
      {
        why: 'When that command works, reset the pause process. Warning: this stops the user’s running containers.',
        command: 'podman system migrate',
        fixes: true,
      },
      {
        why: 'In a systemd service, leave out NoNewPrivileges= and settings that imply it, such as RestrictSUIDSGID=: newuidmap needs its privileges.',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'namespace-not-set-up',
    passesOn: true,
    title: '`cannot set up namespace using "/usr/bin/newuidmap": exit status 1`',
    layer: 'engine',
    examples: [
      'Error: cannot set up namespace using "/usr/bin/newuidmap": exit status 1',
      'Error: cannot set up namespace using "/usr/bin/newgidmap": exit status 1',
    ],
    sources: [
      page(
        'containers/storage, pkg/unshare/unshare_linux.go',
        'https://github.com/containers/storage/blob/v1.57.2/pkg/unshare/unshare_linux.go',
      ),
      thread('podman-container-tools/buildah', 3834),
      seen('Podman 5.4.2'),
    ],
    phrases: ['cannot set up namespace using'],
    // Where the same line has the reason, that is the message.
    reads: ({ small }) => (/should have setuid|new[ug]idmap: /.test(small) ? undefined : {}),
    who: 'newuidmap or newgidmap, called by rootless Podman or Buildah',
    says: 'The program that writes the map failed; Podman only reports the failure. The line above, which begins with newuidmap or newgidmap, has the reason: no range in /etc/subuid, a missing privilege, or a namespace that is restricted.',
    next: [
      { why: 'Show the line with the reason.', command: 'podman unshare true' },
      { why: 'See the range that is assigned to you.', command: 'grep "^$USER:" /etc/subuid /etc/subgid' },
      { why: 'Paste both lines here: the answer to the first one has the fix.', fixes: true },
    ],
    learn: LESSONS.rootless,
  }),
];

/** Messages that say less than those of a program or a call: a warning of apt’s, and a file system that is read-only. */
const plainEntries: readonly ErrorEntry[] = [
  entry({
    code: 'apt-unsandboxed',
    title: 'apt: `Download is performed unsandboxed as root`',
    layer: 'file-mode',
    examples: [
      "W: Download is performed unsandboxed as root as file '/root/a.deb' couldn't be accessed by user '_apt'. - pkgAcquire::Run (13: Permission denied)",
      "N: Download is performed unsandboxed as root as file '/root/a.deb' couldn't be accessed by user '_apt'. - pkgAcquire::Run (13: Permission denied)",
    ],
    sources: [page('apt, apt-pkg/acquire.cc', 'https://salsa.debian.org/apt-team/apt/-/blob/main/apt-pkg/acquire.cc')],
    phrases: ['download is performed unsandboxed'],
    who: 'no one: apt only warns, and continues as root',
    says: 'apt reads packages as its user _apt, who cannot read this file or enter a directory above it. So apt reads the file as root, and installs the package all the same.',
    next: [
      {
        why: 'Ignore the warning; or, to avoid it, copy the file to a place where every user can read it.',
        command: 'install -m 644 FILE.deb /tmp/ && apt-get install /tmp/FILE.deb',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
  entry({
    code: 'read-only',
    title: '`Read-only file system`',
    layer: 'runtime',
    examples: [
      "touch: cannot touch '/etc/x': Read-only file system",
      "OSError: [Errno 30] Read-only file system: '/app/cache'",
    ],
    sources: [
      manual('open', 2, 'EROFS'),
      page('docker run, --read-only', 'https://docs.docker.com/reference/cli/docker/container/run/#read-only'),
    ],
    phrases: ['read-only file system', 'erofs'],
    general: true,
    who: 'the kernel: the mount is read-only',
    says: 'The path is on a read-only mount: the container’s root with --read-only (readOnlyRootFilesystem in a Pod), a volume with :ro, or a part of /proc or /sys that the runtime mounts read-only.',
    next: [
      {
        why: 'In the container, see which mount has the path, and whether its options begin with ro.',
        command: 'findmnt -T PATH',
      },
      {
        why: 'Keep the root read-only, and give the program a writable directory: a volume, or a tmpfs, whose files are lost when the container stops.',
        command: 'docker run --read-only --tmpfs /app/cache IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
];

/** Messages of every layer but the ID map's own: from those that say most to what people write of what they see. */
const ENTRIES: readonly ErrorEntry[] = [
  ...ownerEntries,
  ...rootfsEntries,
  ...storageEntries,
  ...podmanNamespaceEntries,
  ...lsmEntries,
  ...sandboxEntries,
  ...nestedEntries,
  ...seccompProfileEntries,
  ...serviceEntries,
  ...podEntries,
  ...engineEntries,
  ...cgroupLimitEntries,
  ...cgroupEntries,
  ...hostSettingEntries,
  ...threadEntries,
  ...forkEntries,
  ...networkEntries,
  ...mountEntries,
  ...capabilityEntries,
  ...privilegeEntries,
  ...programEntries,
  ...blockedEntries,
  ...callEntries,
  ...seccompStartEntries,
  ...seccompRefusalEntries,
  ...ownerSymptoms,
  ...plainEntries,
];

/** Every message that the site knows, from those that say most to those that many programs end with. */
export const catalogue = (): readonly ErrorEntry[] => [...ENTRIES, ...errorEntries(), ...errnoEntries];
