import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

const DELEGATE = {
  why: 'As root, delegate all controllers to users, in a file of its own; then log in anew.',
  command: `sudo mkdir -p /etc/systemd/system/user@.service.d
printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n' | sudo tee -a /etc/systemd/system/user@.service.d/delegate.conf
sudo systemctl daemon-reload`,
  fixes: true,
} as const;
const CGROUP2 = page('Rootless Containers, cgroup v2', 'https://rootlesscontaine.rs/getting-started/common/cgroup2/');

/** What the cgroups of a container allow, and who may make them. */
export const cgroupEntries: readonly ErrorEntry[] = [
  entry({
    code: 'oom-killed',
    title: 'Status 137, or `OOMKilled`',
    layer: 'cgroup',
    examples: [
      'Last State:     Terminated  Reason:       OOMKilled  Exit Code:    137',
      '4e38e38c8ce0   app   "node server.js"   Exited (137) 3 seconds ago',
      'command terminated with exit code 137',
      'Memory cgroup out of memory: Killed process 4242 (node) total-vm:1048576kB',
    ],
    sources: [
      page('docker container stop', 'https://docs.docker.com/reference/cli/docker/container/stop/'),
      thread('moby/moby', 15621),
      manual('systemd-oomd.service', 8),
    ],
    phrases: [
      'oomkilled',
      'exited (137)',
      'exit code 137',
      'exit code: 137',
      'exit status 137',
      'memory cgroup out of memory',
      'code: 137',
    ],
    who: 'something that sent SIGKILL',
    says: '137 is 128 + 9: the process got SIGKILL.',
    next: [
      { why: 'true means that memory ran out.', command: 'docker inspect --format "{{.State.OOMKilled}}" CONTAINER' },
    ],
    causes: [
      {
        layer: 'cgroup',
        who: 'the kernel, at the cgroup’s memory limit',
        says: 'The container reached its memory limit, and the kernel killed one of its processes. /proc/meminfo shows the host’s memory, so a program that trusts it takes too much.',
        tells: {
          why: 'As root on the host: the line names the cgroup and the process. docker inspect says OOMKilled=true, kubectl describe says OOMKilled.',
          command: 'dmesg | grep -iE "killed process|oom-kill"',
        },
        fixes: [
          {
            why: 'Tell the program its limit: -XX:MaxRAMPercentage for Java, --max-old-space-size for Node, GOMEMLIMIT for Go.',
            fixes: true,
          },
          {
            why: 'Or raise the limit; in a Pod, resources.limits.memory.',
            command: 'docker update --memory 1g --memory-swap 1g CONTAINER',
            fixes: true,
          },
        ],
      },
      {
        layer: 'engine',
        who: 'docker stop, a liveness probe, or a person',
        says: 'docker stop sends SIGTERM first and SIGKILL after ten seconds; the kubelet does after terminationGracePeriodSeconds. A process that ignores SIGTERM ends with 137.',
        tells: {
          why: 'OOMKilled is false, and the events name a stop or a failed probe.',
          command: 'docker events --since 1h --filter type=container; kubectl describe pod POD',
        },
        fixes: [
          {
            why: 'Handle SIGTERM in the program, or let an init pass it on.',
            command: 'docker run --init IMAGE',
            fixes: true,
          },
        ],
      },
    ],
    learn: LESSONS.memory,
  }),
  entry({
    code: 'no-systemd-session',
    title: '`The cgroupv2 manager is set to systemd but there is no systemd user session`',
    layer: 'cgroup',
    examples: [
      'WARN[0000] The cgroupv2 manager is set to systemd but there is no systemd user session available',
      'level=warning msg="The cgroupv2 manager is set to systemd but there is no systemd user session available"',
      'level=warning msg="Falling back to --cgroup-manager=cgroupfs"',
      'Failed to connect to bus: No medium found',
    ],
    sources: [
      seen('Podman 5.4.2'),
      page('podman troubleshooting', 'https://github.com/podman-container-tools/podman/blob/main/troubleshooting.md'),
      manual('loginctl', 1),
    ],
    phrases: [
      'there is no systemd user session',
      'falling back to --cgroup-manager',
      'you may need to log in using a user session',
      'failed to connect to bus: no medium found',
    ],
    who: 'Podman, looking for the user’s systemd',
    says: 'The user has no session of systemd: su, sudo -u, cron and some ssh setups start none, so XDG_RUNTIME_DIR or the bus is missing. Podman goes on with cgroupfs, and limits may not work.',
    next: [
      {
        why: 'As that user: an empty line, or no such directory, confirms it.',
        command: 'echo $XDG_RUNTIME_DIR; loginctl list-sessions',
      },
      { why: 'Let the user’s systemd run without a login.', command: 'sudo loginctl enable-linger USER', fixes: true },
      { why: 'Or become the user with a session of its own.', command: 'sudo machinectl shell USER@', fixes: true },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'controller-missing',
    title: '`pids.max: no such file or directory`: a controller is not delegated',
    layer: 'cgroup',
    examples: [
      'level=error msg="runc run failed: unable to start container process: error during container init: error setting cgroup config for procHooks process: openat2 /sys/fs/cgroup/a/pids.max: no such file or directory"',
      'Error: OCI runtime error: crun: the requested cgroup controller `pids` is not available',
      'Error: crun: opening file `cpu.max` for writing: No such file or directory: OCI runtime attempted to invoke a command that was not found',
      'WARNING: Your kernel does not support PIDs limit capabilities or the cgroup is not mounted. PIDs limit discarded.',
    ],
    sources: [
      CGROUP2,
      thread('podman-container-tools/podman', 22147),
      thread('rootless-containers/rootlesskit', 282),
      seen('runc 1.1.15', 'Podman 5.4.2', 'Docker 26.1.5'),
    ],
    phrases: [
      'error setting cgroup config',
      'the requested cgroup controller',
      '.max` for writing',
      'limit capabilities or the cgroup is not mounted',
      'cgroup controllers are not available',
    ],
    who: 'the runtime, writing the limit',
    says: 'The cgroup has no file for that limit: its controller is not delegated to the user, is mounted as cgroup v1, or is not in the kernel.',
    reads: ({ text }) => {
      const file = /(?:\/|`)((?:pids|memory|cpu|cpuset|io|hugetlb)[\w.]*)/.exec(text)?.[1];
      const controller = file?.split('.')[0];
      return controller === undefined
        ? {}
        : {
            says: `The cgroup has no file of the ${controller} controller: it is not delegated to the user, is mounted as cgroup v1, or is not in the kernel.`,
          };
    },
    versions: 'systemd delegates memory and pids to users by default, and cpu only since 252.',
    next: [
      {
        why: 'As that user, list what is delegated.',
        command: 'cat "/sys/fs/cgroup/user.slice/user-$(id -u).slice/user@$(id -u).service/cgroup.controllers"',
      },
      DELEGATE,
      { why: 'Or leave the limit out.', fixes: true },
    ],
    learn: LESSONS.cgroups,
  }),
  entry({
    code: 'cgroup-not-writable',
    title: '`cgroup.procs: permission denied`',
    layer: 'cgroup',
    examples: [
      'runc run failed: unable to start container process: unable to apply cgroup configuration: rootless needs no limits + no cgrouppath when no permission is granted for cgroups: mkdir /sys/fs/cgroup/a: permission denied',
      'failed to write 4242 to cgroup.procs: write /sys/fs/cgroup/user.slice/user-1000.slice/session-2.scope/cgroup.procs: permission denied',
      'Error: crun: create `/sys/fs/cgroup/x`: Permission denied: OCI permission denied',
    ],
    sources: [
      CGROUP2,
      manual('cgroups', 7, 'Cgroups delegation'),
      page(
        'runc, libcontainer/cgroups',
        'https://github.com/opencontainers/runc/blob/v1.1.15/libcontainer/cgroups/fs2/fs2.go',
      ),
    ],
    phrases: ['cgroup.procs', 'rootless needs no limits', '/sys/fs/cgroup'],
    reads: ({ small }) =>
      small.includes('permission denied') || small.includes('rootless needs no limits') ? {} : undefined,
    who: 'the kernel: the cgroup belongs to another user',
    says: 'The rootless runtime may make cgroups only below one that belongs to the user. A session’s scope belongs to root; user@UID.service is delegated.',
    next: [
      { why: 'See in which cgroup you are.', command: 'cat /proc/self/cgroup' },
      {
        why: 'Start it below the user’s own systemd.',
        command: 'systemd-run --user --scope podman run IMAGE',
        fixes: true,
      },
      { why: 'Or, with Podman, use its systemd manager: cgroup_manager = "systemd" in containers.conf.', fixes: true },
    ],
    learn: LESSONS.rootless,
  }),
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
    versions: 'On hosts with cgroup v2 (systemd 248 and newer by default); with v1 a read-only bind mount was enough.',
    next: [
      { why: 'See how it is mounted.', command: 'grep cgroup /proc/mounts' },
      { why: 'Use Podman for such an image.', command: 'podman run --systemd=always IMAGE', fixes: true },
      {
        why: 'With Docker, add "userns-remap": "default" to /etc/docker/daemon.json, and tmpfs on /run: the container’s cgroup is then its own, and mounted writable. Images and containers of before are not seen while remapped.',
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
    says: 'The container’s first program is not systemd, so systemctl has nobody to ask. Nothing was refused.',
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
    reads: ({ small }) => (/read-only file system|permission denied on key/.test(small) ? {} : undefined),
    who: 'the engine, which mounts /proc/sys read-only',
    says: 'Docker and Podman mount /proc/sys read-only in a container. Most settings are the host’s; those of the network, of IPC and the host name are the container’s own, and the engine can set them.',
    next: [
      { why: 'See the mount.', command: 'grep /proc/sys /proc/mounts' },
      {
        why: 'A setting of the container’s own (net.*, fs.mqueue.*, kernel.shm*, kernel.sem, kernel.msg*): let the engine set it.',
        command: 'docker run --sysctl net.ipv4.ip_forward=1 IMAGE',
        fixes: true,
      },
      {
        why: 'Any other is the host’s: set it there, as root, and know that it counts for all.',
        command: 'sudo sysctl -w vm.max_map_count=262144',
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
    says: 'That setting is the host’s, not the container’s, or the kubelet does not list it as allowed.',
    next: [
      {
        why: 'Leave it out for this container, or give it a network of its own.',
        command: 'docker run --network bridge --sysctl net.ipv4.ip_forward=1 IMAGE',
        fixes: true,
      },
      {
        why: 'Set a host’s setting on the host. In Kubernetes, the kubelet’s --allowed-unsafe-sysctls lists the others.',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
];
