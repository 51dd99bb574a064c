import type { Cause, ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { CAPABILITIES, DOCKER_SECCOMP, manual, page, seen, thread } from './sources.ts';
import { HAS_CAPABILITIES } from './steps.ts';

/** How people ask without a message. */
const ASKED = [
  'not permitted on mount',
  'not permitted when mounting',
  'not permitted while mounting',
  'mount operation not permitted',
  'mount not permitted',
  'mount is not permitted',
  'mount eperm',
  'eperm on mount',
  'eperm from mount',
  'mount(2) fails',
  'mount returns eperm',
  'mount fails with eperm',
];

/** What mount(8), umount(8) and their helpers print for EPERM: util-linux says “permission denied.”, too. */
const REFUSED =
  /^mount: (?:\S{1,200} )?(?:permission denied|must be superuser|only root|operation not permitted|can't unmount \S{1,200}: operation not permitted)|^mount --make-\S+ \S+ failed: operation not permitted|^mount\.\w{1,10}: operation not permitted|^mount error\(1\)|^(?:failed to mount|cannot mount|could not mount|error mounting) .{1,300}: operation not permitted/;

/** What they print for EACCES: a security module refused, or the device is write-protected. */
const DENIED =
  /^cannot mount \S{1,200} read-only\.?$|^mount: mounting \S{1,200} on \S{1,200} failed: permission denied|^(?:failed to mount|cannot mount|could not mount) .{1,300}: permission denied/;

const BY_CAPABILITY: Cause = {
  layer: 'capability',
  who: 'the seccomp filter, and after it the kernel: no CAP_SYS_ADMIN',
  says: 'mount needs CAP_SYS_ADMIN in the user namespace that owns the mount namespace. Docker gives it to no container by default, and its seccomp default refuses mount without it; Kubernetes’ RuntimeDefault does the same.',
  tells: {
    why: 'In the container: capsh --decode=NUMBER shows no cap_sys_admin in CapEff; Seccomp 2 means that a filter is active.',
    command: 'grep -e CapEff -e Seccomp: /proc/self/status',
  },
  fixes: [
    {
      why: 'Let the engine mount it: a bind mount or volume, a tmpfs, or a device.',
      command: 'docker run --mount type=tmpfs,dst=/scratch IMAGE',
      fixes: true,
    },
    {
      why: 'Warning: CAP_SYS_ADMIN gives the container nearly all of root’s power, on the host as well unless users are remapped. If a rootful container must mount, it needs the capability and, on AppArmor hosts, a profile of its own with “mount,”.',
      command: 'docker run --cap-add SYS_ADMIN --security-opt apparmor=PROFILE IMAGE',
      fixes: true,
    },
  ],
};

const BY_APPARMOR: Cause = {
  layer: 'lsm',
  who: 'AppArmor: the container’s profile denies mount',
  says: 'The profiles docker-default and containers-default deny every mount, even with CAP_SYS_ADMIN. AppArmor returns EACCES, which util-linux prints as “cannot mount … read-only”.',
  tells: {
    why: 'In the container: the capability is there, and this prints a profile with “(enforce)”. On the host, dmesg has a line with apparmor="DENIED" operation="mount".',
    command: 'cat /proc/self/attr/current',
  },
  fixes: [
    {
      why: 'Let the engine mount it, before the container starts.',
      command: 'docker run --mount type=bind,src=HOST_PATH,dst=/data IMAGE',
      fixes: true,
    },
    {
      why: 'Or load a profile of your own, a copy of the default with “mount,” in place of “deny mount,”, and name it. In LXC, Proxmox and Incus, turn nesting on instead.',
      command: 'docker run --cap-add SYS_ADMIN --security-opt apparmor=PROFILE IMAGE',
      fixes: true,
    },
  ],
};

const BY_NAMESPACE: Cause = {
  layer: 'kernel',
  who: 'the kernel: user namespaces cannot mount this file system',
  says: 'Root of a rootless or remapped container may mount tmpfs, proc, sysfs, overlay and FUSE, but no disk, no NFS and no SMB share, whatever its capabilities.',
  tells: {
    why: 'In the container: any line but “0 0 4294967295” means a user namespace.',
    command: 'cat /proc/self/uid_map',
  },
  fixes: [
    {
      why: 'Mount it on the host, and pass the directory.',
      command: 'podman run -v HOST_PATH:/data IMAGE',
      fixes: true,
    },
  ],
};

/** A container that mounts by itself. */
export const mountEntries: readonly ErrorEntry[] = [
  entry({
    code: 'mount-denied',
    title: '`mount: permission denied`',
    layer: 'capability',
    examples: [
      'mount: /tmp: permission denied.',
      'mount: permission denied (are you root?)',
      'mount: /mnt: must be superuser to use mount.',
      'mount --make-shared /run/netns failed: Operation not permitted',
      'umount: /proc: must be superuser to unmount.',
      "umount: can't unmount /proc: Operation not permitted",
      'mount: /mnt/tmp: cannot mount none read-only.',
      'mount.nfs: Operation not permitted',
      'mount error(1): Operation not permitted',
      'operation not permitted on mount',
      'mount(2) fails with EPERM in the container',
    ],
    sources: [
      manual('mount', 2),
      manual('user_namespaces', 7, 'file systems that may be mounted in one'),
      CAPABILITIES,
      DOCKER_SECCOMP,
      page('Docker, AppArmor security profiles', 'https://docs.docker.com/engine/security/apparmor/'),
      thread('balena-io/docker-masterclass', 7, 'SYS_ADMIN without an AppArmor profile'),
      seen('Docker 26.1.5', 'util-linux 2.41', 'busybox 1.37'),
    ],
    phrases: [
      ...['mount: ', 'mount --make-', 'mount.', 'mount error(1)'],
      ...['failed to mount ', 'cannot mount ', 'could not mount ', 'error mounting '],
      ...ASKED,
    ],
    words: [
      ['mount ', 'not permitted', 'container'],
      ['mount ', 'not permitted', 'docker'],
      ['mount ', 'not permitted', 'podman'],
    ],
    reads: ({ small }, at) => {
      const text = small.slice(at);
      if (DENIED.test(text)) return { causes: [BY_APPARMOR, BY_CAPABILITY, BY_NAMESPACE] };
      return REFUSED.test(text) || (text.length < 120 && ASKED.some((words) => text.startsWith(words)))
        ? {}
        : undefined;
    },
    who: 'the kernel, and before it the seccomp filter',
    says: 'mount needs CAP_SYS_ADMIN in the user namespace that owns the mount namespace, and Docker gives it to no container by default. Docker’s seccomp default refuses mount without it; AppArmor’s docker-default denies mount even with it. In a user namespace only a few file systems may be mounted, such as tmpfs, proc, sysfs, overlay and FUSE, and no disks.',
    next: [HAS_CAPABILITIES],
    causes: [BY_CAPABILITY, BY_APPARMOR, BY_NAMESPACE],
    learn: LESSONS.layers,
  }),
];
