import type { Cause, ErrorEntry, NextStep } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { CAPABILITIES, manual, page, seen, thread } from './sources.ts';
import { addCapability, HAS_CAPABILITIES } from './steps.ts';

/** OpenBSD's nc names neither the port nor the call: its command tells. -U is a socket file. */
const NC_COMMAND = /\bnc(?:\.openbsd)? ([-\w.:* ]{1,200})/;

const LOW_PORT =
  'A port below net.ipv4.ip_unprivileged_port_start (1024) needs CAP_NET_BIND_SERVICE over the network namespace. In a Docker container with a network of its own the setting is 0. On the host’s network, and where a rootless engine publishes the port, the host’s setting counts.';

const LOWEST_PORT: NextStep = {
  why: 'Where the process listens, see the lowest port that needs no capability.',
  command: 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start',
};

/** A host may have set less, for other programs. */
function lowestPortAtMost(port: number): string {
  return `test "$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start)" -le ${port} || sudo sysctl -w net.ipv4.ip_unprivileged_port_start=${port}`;
}

const LOW_PORT_FIXES: readonly NextStep[] = [
  { why: 'Publish a higher port of the host.', command: 'podman run -p 8080:80 IMAGE', fixes: true },
  {
    why: 'If the program in the container is refused, set it for this container’s own network.',
    command: 'podman run --sysctl net.ipv4.ip_unprivileged_port_start=80 IMAGE',
    fixes: true,
  },
  {
    why: 'Or let every user on the host bind ports from 80 up, until the next boot. A setting of 80 or less stays as it is. Warning: any local user may then bind 80, 443 and the other ports from 80 up.',
    command: lowestPortAtMost(80),
    fixes: true,
  },
];

const PRIVILEGED_PORT: Cause = {
  layer: 'capability',
  who: 'the kernel: a port below 1024',
  says: LOW_PORT,
  tells: { ...LOWEST_PORT, why: 'The port is below this number.' },
  fixes: LOW_PORT_FIXES,
};

/** 1024 is only the kernel's default (Documentation/networking/ip-sysctl.rst). */
const RAISED_START: Cause = {
  layer: 'capability',
  who: 'the kernel: net.ipv4.ip_unprivileged_port_start is above this port',
  says: 'Ports below this setting need CAP_NET_BIND_SERVICE over the network namespace. The kernel’s default is 1024. If this is the cause, the setting was raised in the network namespace where the process listens.',
  tells: {
    ...LOWEST_PORT,
    why: 'Run this where the process listens, in the container or on the host: the port is below the number.',
  },
  fixes: [
    {
      why: 'If the process is in a container with its own network, start the container without --sysctl net.ipv4.ip_unprivileged_port_start.',
      fixes: true,
    },
    {
      why: 'On the host’s network, set the kernel’s default on the host until the next boot. Warning: any local user may then bind ports from 1024 up.',
      command: lowestPortAtMost(1024),
      fixes: true,
    },
  ],
};

const SOCKET_FILE: Cause = {
  layer: 'file-mode',
  who: 'the kernel: the directory of the socket file',
  says: 'With -U, nc uses a socket file. To create the file, nc needs w on its directory; to connect, w on the file.',
  tells: { why: 'nc was called with -U.', command: 'namei -l SOCKET_FILE' },
  fixes: [{ why: 'Choose a directory in which the user of the process may write.', fixes: true }],
};

/** A port that every user may bind. */
const OTHER_PORT: Cause = {
  layer: 'lsm',
  who: 'SELinux or AppArmor: the program may not bind this port',
  says: 'Ports from net.ipv4.ip_unprivileged_port_start (usually 1024) up need no capability. SELinux lets a service of the host bind only ports of its own types; its default policy lets containers bind any. An AppArmor profile may deny the network.',
  tells: {
    why: 'A record with avc: denied { name_bind } or apparmor="DENIED" names the program.',
    command: 'sudo ausearch -m avc -ts recent; sudo dmesg | grep apparmor=',
  },
  fixes: [
    {
      why: 'For SELinux, give the port a type that the service in the record may bind, such as http_port_t (for UDP, -p udp). Every service that may bind this type can then bind the port, also after a restart. If semanage says “already defined”, choose another port.',
      command: 'sudo semanage port -a -t TYPE -p tcp PORT',
      fixes: true,
    },
  ],
};

/** Behind an address, or the word port: no time of day. */
const PORT = /(?:\d{1,3}(?:\.\d{1,3}){3}|[\]*]|localhost|[ (]):(\d{1,5})\b(?!:\d)|\bport (\d{1,5})\b/;

/** Who may have refused a port: the entry’s own answer where it is below 1024. */
const refusedPort = (port: number): { causes?: readonly Cause[] } =>
  port < 1024 ? {} : { causes: [OTHER_PORT, RAISED_START] };

/** What the command of nc, where the text has it, leaves of its causes. */
function refusedNc(text: string): { causes?: readonly Cause[] } {
  // The message itself, “nc: …”, may follow in the same line.
  const words =
    NC_COMMAND.exec(text)?.[1]
      ?.replace(/ nc(?:\.openbsd)?:.*/, '')
      .split(' ') ?? [];
  if (words.some((word) => /^-\w*U/.test(word))) return { causes: [SOCKET_FILE] };
  const port = words.findLast((word) => /^\d{1,5}$/.test(word));
  return words.some((word) => /^-\w*l/.test(word)) && port !== undefined
    ? refusedPort(Number(port))
    : { causes: [PRIVILEGED_PORT, SOCKET_FILE] };
}

/** What a container may not do with its network, for want of one capability. */
export const networkEntries: readonly ErrorEntry[] = [
  entry({
    code: 'firewall-refused',
    title: '`iptables`, `nft`: `Permission denied (you must be root)`',
    layer: 'capability',
    examples: [
      'iptables v1.8.11 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)',
      "iptables v1.8.11 (legacy): can't initialize iptables table `filter': Permission denied (you must be root)",
      'iptables-save v1.8.4 (legacy): Cannot initialize: Permission denied (you must be root)',
      'netlink: Error: cache initialization failed: Operation not permitted',
      'Error: Could not process rule: Operation not permitted',
      'ipset v7.22: Kernel error received: Operation not permitted',
    ],
    sources: [
      CAPABILITIES,
      thread('podman-container-tools/podman', 8784, 'iptables-legacy without CAP_NET_RAW'),
      thread('systemd/systemd', 26859, 'the network of another user namespace'),
      seen('iptables 1.8.11', 'nftables 1.1.3', 'ipset 7.22'),
    ],
    phrases: [
      'could not fetch rule set generation id',
      "can't initialize iptables table",
      "can't initialize ip6tables table",
      '(you must be root)',
      'cache initialization failed: operation not permitted',
      'could not process rule: operation not permitted',
      'kernel error received: operation not permitted',
    ],
    beside: ['not permitted', 'permission denied'],
    who: 'the kernel: root without CAP_NET_ADMIN',
    says: 'Reading or changing firewall rules needs CAP_NET_ADMIN over the network namespace, and iptables-legacy needs CAP_NET_RAW as well. Being root is not enough. Docker’s and Podman’s defaults leave out CAP_NET_ADMIN; Podman’s also leave out CAP_NET_RAW. Root in a user namespace has neither over a network that it did not create, such as the host’s.',
    next: [
      { ...HAS_CAPABILITIES, command: 'grep CapEff /proc/self/status; cat /proc/self/uid_map' },
      {
        why: 'To publish a port or to separate containers, leave the rules to the engine: -p, and a network of its own for each group.',
        command: 'docker network create NAME',
        fixes: true,
      },
      {
        why: 'If the program itself must set rules (a VPN, fail2ban), add the capabilities. The container may then change its own network, and forge packets on it. Never add --network host as well: the container could then change the host’s network.',
        command: 'docker run --cap-add NET_ADMIN --cap-add NET_RAW IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'net-admin',
    title: '`RTNETLINK answers: Operation not permitted`',
    layer: 'capability',
    examples: [
      'RTNETLINK answers: Operation not permitted',
      'ifconfig: SIOCSIFFLAGS: Operation not permitted',
      'ERROR: Cannot ioctl TUNSETIFF tun: Operation not permitted (errno=1)',
    ],
    sources: [CAPABILITIES, seen('Docker 26.1.5', 'iproute2 6.15', 'busybox 1.37')],
    phrases: [
      'rtnetlink answers: operation not permitted',
      'siocsif',
      'tunsetiff',
      'netlink error: operation not permitted',
    ],
    beside: ['not permitted', 'permission denied'],
    who: 'the kernel',
    says: 'Changing interfaces, addresses or routes needs CAP_NET_ADMIN over the network namespace. Docker’s default does not have it, and in a rootless container it reaches only the container’s own network.',
    next: [
      HAS_CAPABILITIES,
      { why: 'For a port, a network or an address, use the engine’s own options: -p, --network, --ip.', fixes: true },
      addCapability(
        'NET_ADMIN',
        'The container may then change its own network. Never add --network host as well: the container could then change the host’s network.',
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
      'ping: => missing cap_net_raw+p capability or setuid?',
    ],
    sources: [
      manual('icmp', 7, 'ping_group_range'),
      CAPABILITIES,
      thread('moby/moby', 41030),
      thread('containers/common', 319, 'Podman without CAP_NET_RAW'),
      thread('containers/common', 345, 'why the range is 0 0'),
      thread('cri-o/cri-o', 1721, 'the same in CRI-O'),
      seen('Docker 26.1.5', 'Podman 5.4.2', 'iputils 20240905', 'busybox 1.37'),
    ],
    phrases: [
      'ping: socket',
      'ping: socktype',
      'ping: permission denied',
      'ping: lacking privilege',
      'ping: icmp open socket',
      'missing cap_net_raw+p capability',
    ],
    who: 'the kernel',
    says: 'A raw socket needs CAP_NET_RAW, which Podman and CRI-O do not give, and an ICMP socket needs the process’s group within net.ipv4.ping_group_range. Docker sets that range for its containers to all groups, but not under --userns-remap or in rootless mode. Podman sets it to group 0. The ping of iputils uses an ICMP socket where the range allows it; busybox’s needs a raw socket.',
    versions:
      'Docker has set the range since 20.10.0. Podman’s containers.conf has set 0 0, and left CAP_NET_RAW out, since October 2020 (seen with 3.0.1, 4.3.1, 5.4.2 and 5.8.6); a host may have another file.',
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
    title: '`bind: permission denied`: a port is refused',
    layer: 'capability',
    examples: [
      'nc: bind: Permission denied',
      '$ nc -l 80\nnc: Permission denied',
      "Can't grab 0.0.0.0:80 with bind : Permission denied",
      'Ncat: bind to [::]:80: Permission denied. QUITTING.',
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)',
      "Error: rootlessport cannot expose privileged port 80, you can add 'net.ipv4.ip_unprivileged_port_start=80' to /etc/sysctl.conf (currently 1024), or choose a larger port number (>= 1024): listen tcp 0.0.0.0:80: bind: permission denied",
      'listen tcp :80: bind: permission denied',
    ],
    sources: [
      page('Linux, ip_unprivileged_port_start', 'https://docs.kernel.org/networking/ip-sysctl.html'),
      page('Docker, Rootless mode, tips', 'https://docs.docker.com/engine/security/rootless/tips/'),
      thread('moby/moby', 41030),
      thread('cri-o/cri-o', 10050),
      thread('containerd/containerd', 9348, 'the default since 2.0'),
      seen('Podman 5.4.2', 'busybox 1.37', 'netcat-openbsd 1.229', 'netcat-traditional 1.10', 'Ncat 7.95'),
    ],
    phrases: [
      'bind: permission denied',
      'with bind : permission denied',
      'bind to ',
      'nc: permission denied',
      'nc.openbsd: permission denied',
      'cannot expose privileged port',
      'bind() to ',
      'cannot bind to port',
      'failed to bind to port',
      'cannot bind socket',
      'listen eacces',
      '{af=2 ',
      '{af=10 ',
      'java.net.bindexception: permission denied',
    ],
    words: [
      ['port 80', 'permission denied'],
      ['port 443', 'permission denied'],
      ['port below 1024'],
      ['privileged port'],
    ],
    beside: ['permission denied', 'eacces'],
    reads: ({ text, small }, at) => {
      if (NC_COMMAND.test(text) || /^nc(?:\.openbsd)?: permission/.test(small.slice(at))) return refusedNc(text);
      if (/unprivileged_port_start file: reopen|unix[: ]|\.sock|permission denied \//.test(small)) return undefined;
      const [, address, word] = PORT.exec(small.slice(Math.max(0, at - 120), at + 160)) ?? [];
      return address === undefined && word === undefined ? {} : refusedPort(Number(address ?? word));
    },
    who: 'the kernel',
    says: LOW_PORT,
    versions:
      'Docker sets 0 in its containers since 20.10.0, containerd in Pods since 2.0. Debian’s Podman 5.4 and CRI-O leave 1024.',
    next: [LOWEST_PORT, ...LOW_PORT_FIXES],
    learn: LESSONS.rootless,
  }),
];
