import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { CAPABILITIES, DOCKER_SECCOMP, manual, page, seen, thread } from './sources.ts';
import { addCapability, HAS_CAPABILITIES, IS_FILTERED } from './steps.ts';

const SET_BY = seen('Docker 26.1.5', 'util-linux 2.41', 'coreutils 9.7', 'busybox 1.37');

/** What a container's root may not do, for want of one capability. */
export const capabilityEntries: readonly ErrorEntry[] = [
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
    ],
    sources: [manual('mount', 2), CAPABILITIES, DOCKER_SECCOMP, SET_BY],
    phrases: ['mount: ', 'mount --make-'],
    reads: ({ small }, at) =>
      /^mount: (?:\S{1,200} )?(?:permission denied|must be superuser|only root|operation not permitted)|^mount --make-\S+ \S+ failed: operation not permitted/.test(
        small.slice(at),
      )
        ? {}
        : undefined,
    who: 'the kernel, and before it the seccomp filter',
    says: 'mount needs CAP_SYS_ADMIN in the user namespace that owns the mount namespace, and Docker gives it to no container. The seccomp default refuses mount without it, and AppArmor’s docker-default denies mount with it. In a user namespace, few file systems may be mounted at all: tmpfs, proc, sysfs, overlay and FUSE, not a disk.',
    next: [
      HAS_CAPABILITIES,
      {
        why: 'Let the engine mount it: a bind mount or volume, a tmpfs, or a device.',
        command: 'docker run --mount type=tmpfs,dst=/scratch IMAGE',
        fixes: true,
      },
      {
        why: 'Danger first: CAP_SYS_ADMIN is nearly all of root, on the host, where users are not remapped. If a rootful container must mount, it needs the capability and, on AppArmor hosts, a profile of its own with “mount,”.',
        command: 'docker run --cap-add SYS_ADMIN --security-opt apparmor=PROFILE IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
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
    says: 'chroot needs CAP_SYS_CHROOT. Docker’s and Podman’s defaults give it to root in the container; -u and --cap-drop take it away, and CRI-O does not give it since 1.18. Docker’s filter then refuses the call, too.',
    next: [
      HAS_CAPABILITIES,
      {
        why: 'Without root, bwrap or unshare -r make a namespace in which chroot works, where the filter allows them.',
        command: 'unshare -r chroot DIR COMMAND',
        fixes: true,
      },
      addCapability('SYS_CHROOT', 'It is harmless beside the rest of Docker’s default.'),
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'net-admin',
    title: '`RTNETLINK answers: Operation not permitted`',
    layer: 'capability',
    examples: [
      'RTNETLINK answers: Operation not permitted',
      'iptables v1.8.11 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)',
      'ifconfig: SIOCSIFFLAGS: Operation not permitted',
      'ERROR: Cannot ioctl TUNSETIFF tun: Operation not permitted (errno=1)',
    ],
    sources: [CAPABILITIES, seen('Docker 26.1.5', 'iproute2 6.15', 'iptables 1.8.11', 'busybox 1.37')],
    phrases: [
      'rtnetlink answers: operation not permitted',
      'could not fetch rule set generation id',
      'siocsif',
      'tunsetiff',
      "can't initialize iptables table",
      'netlink error: operation not permitted',
    ],
    beside: ['not permitted', 'permission denied'],
    who: 'the kernel',
    says: 'Changing interfaces, routes or firewall rules needs CAP_NET_ADMIN over the network namespace. Docker’s default does not have it, and in a rootless container it reaches only the container’s own network.',
    next: [
      HAS_CAPABILITIES,
      { why: 'For a port, a network or an address, use the engine’s own options: -p, --network, --ip.', fixes: true },
      addCapability(
        'NET_ADMIN',
        'The container may then change its own network. Never together with --network host: it would change the host’s.',
      ),
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'ping-refused',
    title: '`ping: socket: Operation not permitted`',
    layer: 'capability',
    examples: [
      'ping: socket: Operation not permitted',
      'ping: permission denied (are you root?)',
      'ping: socktype: SOCK_RAW',
      'ping: Lacking privilege for icmp socket.',
    ],
    sources: [
      manual('icmp', 7, 'ping_group_range'),
      CAPABILITIES,
      thread('moby/moby', 41030),
      seen('Docker 26.1.5', 'Podman 5.4.2', 'iputils 20240905', 'busybox 1.37'),
    ],
    phrases: [
      'ping: socket',
      'ping: socktype',
      'ping: permission denied',
      'ping: lacking privilege',
      'ping: icmp open socket',
    ],
    who: 'the kernel',
    says: 'A raw socket needs CAP_NET_RAW, which Podman and CRI-O do not give, and an ICMP socket needs the process’s group within net.ipv4.ping_group_range. Docker sets that range for its containers to all groups, Podman to group 0; iputils’ ping uses it, busybox’s does not.',
    versions: 'Docker sets the range since 20.10.0.',
    next: [
      {
        why: 'See the range (1 0 means nobody) and the capabilities.',
        command: 'cat /proc/sys/net/ipv4/ping_group_range; grep CapEff /proc/self/status',
      },
      {
        why: 'Let the groups of this container ping; the setting is the container’s own. A rootless container accepts only GIDs that its map has.',
        command: 'podman run --sysctl net.ipv4.ping_group_range="0 65535" IMAGE',
        fixes: true,
      },
      addCapability('NET_RAW', 'The container may then forge packets on its network.'),
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'low-port',
    title: '`bind: permission denied` on a port below 1024',
    layer: 'capability',
    examples: [
      'nc: bind: Permission denied',
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)',
      "Error: rootlessport cannot expose privileged port 80, you can add 'net.ipv4.ip_unprivileged_port_start=80' to /etc/sysctl.conf (currently 1024), or choose a larger port number (>= 1024): listen tcp 0.0.0.0:80: bind: permission denied",
      'listen tcp :80: bind: permission denied',
    ],
    sources: [
      page('Linux, ip_unprivileged_port_start', 'https://docs.kernel.org/networking/ip-sysctl.html'),
      page('Docker, Rootless mode, tips', 'https://docs.docker.com/engine/security/rootless/tips/'),
      thread('moby/moby', 41030),
      thread('cri-o/cri-o', 10050),
      seen('Podman 5.4.2', 'busybox 1.37'),
    ],
    phrases: [
      'bind: permission denied',
      'cannot expose privileged port',
      'bind() to ',
      'cannot bind to port',
      'failed to bind to port',
      'listen eacces',
    ],
    beside: ['permission denied', 'eacces'],
    reads: ({ small }) => (/unprivileged_port_start file: reopen|unix:|\.sock/.test(small) ? undefined : {}),
    who: 'the kernel',
    says: 'A port below net.ipv4.ip_unprivileged_port_start (1024) needs CAP_NET_BIND_SERVICE over the network namespace. A Docker container with a network of its own has 0 there. On the host’s network, and where a rootless engine publishes the port, the host’s setting counts.',
    versions:
      'Docker sets 0 in its containers since 20.10.0, containerd in Pods since 2.0. Podman 5.4 of Debian and CRI-O leave 1024.',
    next: [
      {
        why: 'Where the process listens, see the first free port.',
        command: 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start',
      },
      { why: 'Publish a higher port of the host.', command: 'podman run -p 8080:80 IMAGE', fixes: true },
      {
        why: 'If the program in the container is refused, set it for this container’s own network.',
        command: 'podman run --sysctl net.ipv4.ip_unprivileged_port_start=80 IMAGE',
        fixes: true,
      },
      {
        why: 'Or let every user of the host bind from port 80 on, until the next boot. Know that any local user may then take the port.',
        command: 'sudo sysctl -w net.ipv4.ip_unprivileged_port_start=80',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
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
      { why: 'Let the host keep the time: a container sees it.', command: 'timedatectl', fixes: true },
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
      'renice: failed to set priority for 1 (process ID): Permission denied',
      "chrt: failed to set pid 0's policy: Operation not permitted",
      'ionice: ioprio_set failed: Operation not permitted',
      'SystemError [ERR_SYSTEM_ERROR]: A system error occurred: uv_os_setpriority returned EACCES (permission denied)',
    ],
    sources: [CAPABILITIES, manual('sched', 7), seen('Docker 26.1.5', 'util-linux 2.41', 'Node 20')],
    phrases: [
      'cannot set niceness',
      'failed to set priority',
      "'s policy: operation not permitted",
      'ioprio_set failed',
      'uv_os_setpriority',
      'sched_setscheduler',
    ],
    beside: ['denied', 'not permitted'],
    who: 'the kernel',
    says: 'Raising a priority, or a real-time policy, needs CAP_SYS_NICE, or a limit that allows it (RLIMIT_NICE, RLIMIT_RTPRIO).',
    next: [
      HAS_CAPABILITIES,
      {
        why: 'Allow real-time priorities up to 10 for this container, without the capability.',
        command: 'docker run --ulimit rtprio=10 IMAGE',
        fixes: true,
      },
      addCapability('SYS_NICE', 'The container may then take time from every other process of the host.'),
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
    says: 'The kernel’s log is the whole host’s. Where kernel.dmesg_restrict is 1 it needs CAP_SYSLOG, and Docker’s default filter asks for the capability, too.',
    next: [{ why: 'On the host, as root.', command: 'sudo dmesg', fixes: true }],
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
    says: 'A process may lower a hard limit, and raise it only with CAP_SYS_RESOURCE on the host. RLIMIT_NOFILE also ends at fs.nr_open, even for root. A rootless engine hands on the limits of its user.',
    next: [
      {
        why: 'See the hard limit of the user who runs the engine, and the host’s.',
        command: 'ulimit -Hn; sysctl fs.nr_open',
      },
      { why: 'Ask for no more than that.', command: 'podman run --ulimit nofile=1024:524288 IMAGE', fixes: true },
      {
        why: 'For a rootless user, a higher limit is an administrator’s: a line in a file of its own under /etc/security/limits.d, then a new login.',
        fixes: true,
      },
    ],
    learn: LESSONS.cgroups,
  }),
  entry({
    code: 'exec-file-capability',
    title: '`exec …: operation not permitted`: a program with file capabilities',
    layer: 'capability',
    examples: [
      'exec /fc/ping: operation not permitted',
      'bash: line 1: /fc/ping: Operation not permitted',
      'sh: 1: /usr/bin/vault: Operation not permitted',
      'standard_init_linux.go:228: exec user process caused: operation not permitted',
    ],
    sources: [manual('capabilities', 7, 'File capabilities'), seen('Docker 26.1.5', 'bash 5.2')],
    phrases: ['exec user process caused: operation not permitted', 'exec ', 'sh: ', 'bash: '],
    reads: ({ text, small }, at) => {
      if (small.startsWith('exec user process caused: operation', at)) return {};
      const path = /^(?:exec |(?:ba)?sh: (?:line )?(?:\d+: )?)"?(\/[\w./+-]{1,200})"?: operation not permitted/i.exec(
        text.slice(at, at + 300),
      )?.[1];
      if (path === undefined) return undefined;
      return {
        says: `${path} has a file capability with the effective flag that the container’s bounding set lacks. The kernel then refuses to execute it with EPERM, whatever its mode.`,
        facts: { path },
      };
    },
    who: 'the kernel, executing the program',
    says: 'The program has a file capability that the container’s bounding set lacks.',
    next: [
      {
        why: 'See what the file asks for, and what the container has.',
        command: 'getcap FILE; grep CapBnd /proc/self/status',
      },
      {
        why: 'In the image, remove the capability if the program works without it.',
        command: 'RUN setcap -r FILE',
        fixes: true,
      },
      addCapability('NAME', 'NAME is one that getcap prints and CapBnd lacks, such as IPC_LOCK.'),
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'setcap-refused',
    title: '`setcap`: `Failed to set capabilities on file`',
    layer: 'capability',
    examples: [
      "Failed to set capabilities on file 'ping': Operation not permitted",
      "Failed to set capabilities on file 'setcap': Read-only file system",
      'unable to set CAP_SETFCAP effective capability: Operation not permitted',
    ],
    sources: [CAPABILITIES, seen('Docker 26.1.5', 'libcap 2.75')],
    phrases: ['failed to set capabilities on file', 'unable to set cap_setfcap'],
    who: 'the kernel, to setcap',
    says: 'Setting a file capability needs CAP_SETFCAP over the file’s owner, a file system that stores extended attributes and a mount that can be written. Since Linux 4.14 a user namespace’s root may set one, which counts only within that namespace.',
    next: [
      { ...HAS_CAPABILITIES, command: 'grep CapEff /proc/self/status; findmnt -T FILE -o FSTYPE,OPTIONS' },
      {
        why: 'Set it when the image is built, as root, on a file of the image.',
        command: 'RUN setcap cap_net_bind_service=+ep FILE',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'unknown-capability',
    title: '`unknown capability: "CAP_…"`',
    layer: 'engine',
    examples: [
      'docker: Error response from daemon: invalid CapAdd: unknown capability: "CAP_FOO".',
      'Error: "CAP_FOO": unknown capability',
      'bwrap: unknown cap: CAP_FOO',
      'level=warning msg="ignoring unknown or unavailable capabilities: [CAP_FOO]"',
    ],
    sources: [CAPABILITIES, seen('Docker 26.1.5', 'Podman 5.4.2', 'runc 1.1.15', 'bubblewrap 0.12.0')],
    phrases: ['unknown capability', 'unknown cap: ', 'unknown or unavailable capabilities'],
    who: 'the engine or runtime, reading the name',
    says: 'No capability has that name, or the host’s kernel is older than it: PERFMON and BPF exist since Linux 5.8, CHECKPOINT_RESTORE since 5.9. runc only warns; Docker and Podman stop.',
    reads: ({ text }) => {
      const name = /\b(CAP_[A-Z_]{2,40})\b/.exec(text)?.[1];
      return name === undefined
        ? {}
        : {
            says: `No capability is named ${name}, or the host’s kernel is older than it: CAP_PERFMON and CAP_BPF exist since Linux 5.8, CAP_CHECKPOINT_RESTORE since 5.9.`,
          };
    },
    next: [
      { why: 'List the names that this kernel has.', command: 'capsh --print' },
      {
        why: 'Correct the name. The CAP_ in front may be left out.',
        command: 'docker run --cap-add NET_ADMIN IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'sudo-no-new-privileges',
    title: '`The "no new privileges" flag is set`: sudo',
    layer: 'kernel',
    examples: [
      'sudo: The "no new privileges" flag is set, which prevents sudo from running as root.',
      "sudo: effective uid is not 0, is /usr/bin/sudo on a file system with the 'nosuid' option set or an NFS file system without root privileges?",
    ],
    sources: [
      page('Linux, No New Privileges Flag', 'https://docs.kernel.org/userspace-api/no_new_privs.html'),
      seen('Docker 26.1.5', 'sudo 1.9.16'),
    ],
    phrases: ['no new privileges', 'effective uid is not 0'],
    who: 'the kernel: the setuid bit has no effect',
    says: 'With no_new_privs the setuid bit and file capabilities are ignored, so sudo stays the user. Kubernetes sets it with allowPrivilegeEscalation: false, Docker with --security-opt no-new-privileges or in daemon.json. A mount with nosuid does the same.',
    next: [
      { why: '1 means that the flag is set.', command: 'grep NoNewPrivs /proc/self/status' },
      {
        why: 'Do as root what needs root when the image is built, or open a root shell from outside.',
        command: 'docker exec -u 0 -it CONTAINER sh',
        fixes: true,
      },
      {
        why: 'Where the program must use sudo, set allowPrivilegeEscalation: true, or leave no-new-privileges out.',
        fixes: true,
      },
    ],
    learn: LESSONS.privileges,
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
