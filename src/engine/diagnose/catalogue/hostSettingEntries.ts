import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { page, seen, thread } from './sources.ts';

/** fs/proc/proc_sysctl.c: test_perm asks for the host's own root, whose files show as 65534 in a user namespace (tried with unshare -Ur). */
const NOT_ROOT = {
  who: 'the kernel: only the host’s root may change the host’s settings',
  says: 'The process is not root, or it is root of a user namespace only, where the owner of such a file shows as 65534. Settings of the network, of IPC and the host name are the container’s own, and the engine can set them. The owner and the mode of such a file cannot be changed.',
};

/** What belongs to the host: an init system of its own, and the kernel’s settings. */
export const hostSettingEntries: readonly ErrorEntry[] = [
  entry({
    code: 'systemd-in-container',
    title: '`Failed to create /init.scope control group: Read-only file system`',
    layer: 'cgroup',
    examples: [
      'Failed to create /init.scope control group: Read-only file system',
      'Failed to allocate manager object: Read-only file system',
      'Failed to mount cgroup at /sys/fs/cgroup/systemd: Operation not permitted',
      'Failed to mount tmpfs at /run: Operation not permitted',
      '[!!!!!!] Failed to mount API filesystems.',
    ],
    sources: [
      thread('moby/moby', 42275),
      thread('systemd/systemd', 19245),
      thread('moby/moby', 48828, 'writable-cgroups'),
      page(
        'runc, cgroup v2: which distributions',
        'https://github.com/opencontainers/runc/blob/v1.1.15/docs/cgroup-v2.md',
      ),
      page('systemd, The Container Interface', 'https://systemd.io/CONTAINER_INTERFACE/'),
      page(
        'podman-run(1), --systemd',
        'https://docs.podman.io/en/latest/markdown/podman-run.1.html#systemd-true-false-always',
      ),
      seen('Docker 26.1.5', 'systemd 257'),
    ],
    phrases: [
      '/init.scope control group',
      'failed to allocate manager object',
      'failed to mount cgroup at',
      'failed to mount api filesystems',
      'failed to mount tmpfs at /run',
    ],
    who: 'systemd, as the container’s first program',
    says: 'systemd needs tmpfs on /run and a cgroup tree that it may write. Docker mounts /sys/fs/cgroup read-only; Podman prepares all of it for an image whose command is systemd.',
    versions:
      'On hosts with cgroup v2: the default of Fedora 31, Debian 11, Ubuntu 21.10, Red Hat Enterprise Linux 9 and newer. With v1, a read-only bind mount of /sys/fs/cgroup was enough.',
    next: [
      { why: 'See how the cgroup tree is mounted.', command: 'grep cgroup /proc/mounts' },
      { why: 'Use Podman for such an image.', command: 'podman run --systemd=always IMAGE', fixes: true },
      {
        why: 'With Docker 28.0 and newer, on cgroup v2, mount the cgroup tree of this one container writable. Docker refuses the option under --userns-remap and in rootless mode. Warning: root in the container can then change its own limits below the container’s cgroup.',
        command: 'docker run --security-opt writable-cgroups=true --tmpfs /run --tmpfs /run/lock IMAGE',
        fixes: true,
      },
      {
        why: 'With an older Docker, only remapping mounts the tree writable: "userns-remap": "default" in /etc/docker/daemon.json. Warning: that changes every container of the daemon, and existing images and containers are not visible while remapping is on.',
        command: 'docker run --tmpfs /run --tmpfs /run/lock IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.cgroups,
  }),
  entry({
    code: 'not-booted-with-systemd',
    title: '`System has not been booted with systemd as init system`',
    layer: 'engine',
    examples: ["System has not been booted with systemd as init system (PID 1). Can't operate."],
    sources: [
      seen('Docker 26.1.5', 'systemd 257'),
      page('systemd, The Container Interface', 'https://systemd.io/CONTAINER_INTERFACE/'),
    ],
    phrases: ['system has not been booted with systemd'],
    who: 'systemctl, in a container without systemd',
    says: 'The container’s first program is not systemd, so systemctl has no manager to contact. Nothing was refused.',
    next: [
      { why: 'See what runs as process 1.', command: 'cat /proc/1/comm' },
      {
        why: 'Start the program itself, in the foreground, as the container’s command.',
        command: 'docker run IMAGE nginx -g "daemon off;"',
        fixes: true,
      },
    ],
    learn: LESSONS.cgroups,
  }),
  entry({
    code: 'sysctl-read-only',
    title: '`sysctl: error setting key: Read-only file system`',
    layer: 'engine',
    examples: [
      "sysctl: error setting key 'kernel.panic': Read-only file system",
      "sh: can't create /proc/sys/kernel/panic: Read-only file system",
      'sysctl: permission denied on key "net.ipv4.ip_forward"',
      'sysctl: setting key "vm.max_map_count": Read-only file system',
    ],
    sources: [
      page('docker container run, --sysctl', 'https://docs.docker.com/reference/cli/docker/container/run/#sysctl'),
      seen('Docker 26.1.5', 'procps 4.0.4', 'busybox 1.37'),
    ],
    phrases: [
      'sysctl: error setting key',
      'sysctl: setting key',
      'sysctl: permission denied on key',
      '/proc/sys/',
      'sysctl: cannot stat',
    ],
    reads: ({ small }) => {
      if (/read-only file system|permission denied on key/.test(small)) return {};
      return /\/proc\/sys\/\S+: permission denied|permission denied: \/proc\/sys\//.test(small) ? NOT_ROOT : undefined;
    },
    who: 'the engine, which mounts /proc/sys read-only',
    says: 'Docker and Podman mount /proc/sys read-only in a container. Most settings are the host’s; those of the network, of IPC and the host name are the container’s own, and the engine can set them.',
    next: [
      { why: 'See how /proc/sys is mounted.', command: 'grep /proc/sys /proc/mounts' },
      {
        why: 'A setting of the container’s own (net.*, fs.mqueue.*, kernel.shm*, kernel.sem, kernel.msg*): let the engine set it.',
        command: 'docker run --sysctl net.ipv4.ip_forward=1 IMAGE',
        fixes: true,
      },
      {
        why: 'Every other setting is the host’s: set it there, as root. The command leaves a higher number as it is. Warning: the change applies to the host and to every container.',
        command: 'test "$(sysctl -n vm.max_map_count)" -ge 262144 || sudo sysctl -w vm.max_map_count=262144',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'sysctl-not-namespaced',
    title: '`sysctl … is not in a separate kernel namespace`',
    layer: 'runtime',
    examples: [
      'level=error msg="runc run failed: sysctl \\"kernel.panic\\" is not in a separate kernel namespace"',
      'the sysctl `kernel.panic` is not namespaced',
      'invalid argument "kernel.panic=1" for "--sysctl" flag: sysctl \'kernel.panic=1\' is not allowed',
      'sysctl "net.ipv4.ip_forward" not allowed in host network namespace',
      'the sysctl `net.ipv4.ip_forward` requires a new network namespace',
      'forbidden sysctl: "net.core.somaxconn" not allowlisted',
    ],
    sources: [
      page('Kubernetes, Using sysctls', 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/'),
      seen('Docker 26.1.5', 'runc 1.1.15', 'Podman 5.4.2', 'crun 1.21'),
    ],
    phrases: [
      'is not in a separate kernel namespace',
      'is not namespaced',
      'not allowed in host network namespace',
      'requires a new network namespace',
      'forbidden sysctl',
      'for "--sysctl" flag',
      "' is not allowed",
    ],
    reads: ({ text, small }) => {
      if (!small.includes('sysctl')) return undefined;
      const name = /\b((?:kernel|net|fs|vm|user)\.[\w.]+)/.exec(text)?.[1];
      return name === undefined
        ? {}
        : name.startsWith('net.') && !small.includes('forbidden')
          ? {
              says: `${name} belongs to a network namespace, and this container uses the host’s: setting it would change the host.`,
            }
          : {};
    },
    who: 'the engine or runtime, before it starts the container',
    says: 'The setting is the host’s, not the container’s, or the kubelet does not list it as allowed.',
    next: [
      {
        why: 'Leave out the setting, or give the container a network of its own.',
        command: 'docker run --network bridge --sysctl net.ipv4.ip_forward=1 IMAGE',
        fixes: true,
      },
      {
        why: 'If the setting is the host’s, set it on the host. In Kubernetes, the kubelet’s --allowed-unsafe-sysctls allows namespaced settings that are not on its list of safe ones.',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
];
