import { expect } from 'vitest';
import { diagnose } from '../../../../src/engine/diagnose/index.ts';
import { testRows } from '../../../testRows.ts';

const given = {
  filter: () => {
    throw new Error('asked for a filter');
  },
};

/** What people ask again and again, as they ask it: each has its answer at once. */
const QUESTIONS: readonly (readonly [asked: string, code: string])[] = [
  [
    'potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow)',
    'storage-insufficient',
  ],
  [
    'requested 445605:89939 for /opt/app: potentially insufficient UIDs or GIDs available in user namespace (requested 445605:89939 for /opt/app)',
    'storage-insufficient',
  ],
  ['an image with a uid above 65536', 'storage-insufficient'],
  ['podman: image has UIDs higher than 65535', 'storage-insufficient'],
  ['cannot pull image with gid greater than 65536', 'storage-insufficient'],
  ['my own uid lies within the subuid range', 'own-id-in-range'],
  ['the specified mapping 100000:65536 in "/etc/subuid" includes the user UID', 'own-id-in-range'],
  ['keep-id wants mode 701 on the home directory', 'keep-id-home'],
  ['podman keep-id permission denied home directory 700', 'keep-id-home'],
  ['files on the host owned by 100999', 'owned-by-subid'],
  ['volume files owned by uid 100999', 'owned-by-subid'],
  ["an image that isn't root's can't write its volume", 'image-user-volume'],
  ["container can't write to volume", 'image-user-volume'],
  ['newuidmap: uid range [0-65536) -> [100000-165536) not allowed', 'newuidmap-not-allowed'],
  ['LXC: idmap together with a bind mount', 'lxc-single-ids'],
  ['newuidmap: write to uid_map failed: Operation not permitted', 'write-not-permitted'],
  ['cannot clone: Operation not permitted', 'userns-forbidden'],
  [
    'cannot clone: Invalid argument\nuser namespaces are not enabled in /proc/sys/user/max_user_namespaces\nError: could not get runtime: cannot re-exec process',
    'userns-limit',
  ],
  [
    'level=warning msg="[rootlesskit:parent] /proc/sys/user/max_user_namespaces needs to be set to non-zero."\n[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: no space left on device',
    'userns-limit',
  ],
  ['Podman in Podman', 'nested-podman'],
  ['E: setgroups 65534 failed - setgroups (1: Operation not permitted)', 'setgroups-denied'],
  ['E: setgroups 65534 failed - setgroups (22: Invalid argument)', 'setid-unmapped'],
  ['Dev Containers and keep-id', 'dev-container-owner'],
  ['rootless BuildKit in a Pod', 'buildkit-share-mount'],
  ['[rootlesskit:child ] error: failed to share mount point: /: permission denied', 'buildkit-share-mount'],
  ['bwrap: setting up uid map: Permission denied', 'write-denied'],
  ['rootless containers and AppArmor', 'rootlesskit-apparmor'],
  [
    '[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: permission denied',
    'rootlesskit-apparmor',
  ],
  ['Chromium’s sandbox in Docker or Kubernetes', 'chromium-sandbox'],
  ['puppeteer: No usable sandbox!', 'chromium-sandbox'],
  ['open sysctl net.ipv4.ip_unprivileged_port_start file: reopen fd 8: permission denied', 'sysctl-reopen'],
  ['threads and clone3 under an old Docker', 'thread-refused'],
  ["RuntimeError: can't start new thread", 'thread-unknown'],
  ['make: /bin/sh: Operation not permitted', 'alpine-make'],
  ['why EPERM and not ENOSYS?', 'why-eperm'],
  ['io_uring under Docker’s default', 'io-uring'],
  ['32-bit Steam and Wine after Docker 29.4.2', 'socketcall-steam'],
  ['SteamCMD does not connect in docker', 'socketcall-steam'],
  ['which call was blocked?', 'which-call'],
  ['which syscall was blocked by seccomp', 'which-call'],
  ['files owned by nobody', 'owned-by-nobody'],
  ['bind mount shows nobody:nogroup', 'owned-by-nobody'],
  ['nobody nogroup', 'owned-by-nobody'],
  ['container exits with 137', 'oom-killed'],
  ['OOMKilled', 'oom-killed'],
  ['exit status 159', 'killed-by-filter'],
  ['Bad system call', 'killed-by-filter'],
  ["can't fork", 'fork-limit'],
  ['Operation not permitted with --privileged', 'privileged-with-profile'],
  ['seccomp profile invalid character', 'profile-not-json'],
  ['cannot start a stopped process', 'filter-stops-start'],
  ['Function not implemented', 'not-implemented'],
  ['permission denied /var/run/docker.sock', 'docker-socket'],
  ['port 80 permission denied rootless', 'low-port'],
  ['operation not permitted on mount', 'mount-denied'],
  ['docker mount operation not permitted', 'mount-denied'],
  ['mount tmpfs in container: operation not permitted', 'mount-denied'],
  ['iptables: Permission denied (you must be root)', 'firewall-refused'],
  ['chmod operation not permitted in docker volume', 'chmod-not-owner'],
  ['Error: cannot set up namespace using "/usr/bin/newuidmap": exit status 1', 'namespace-not-set-up'],
  ['data directory "/var/lib/postgresql/data" has wrong ownership', 'data-directory-owner'],
];

testRows('each question has its answer', QUESTIONS, String, ([asked, code]) => {
  expect(diagnose(asked, given)[0]?.code).toBe(code);
});

/** Prose, logs and settings in which the same words mean nothing. */
const NOTHING: readonly string[] = [
  'services:\n  web:\n    image: nginx\n    volumes:\n      - ./data:/data\n    privileged: true',
  'Nov 27 19:57:14 host dockerd[812]: API listen on /run/docker.sock',
  'level=info msg="loading plugin io.containerd.runtime.v2.task"',
  'Chromium 156.0.8078.108 built on Debian GNU/Linux 13 (trixie)',
  'PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.',
  'mount: /dev/sda1 mounted on /mnt.',
  'Step 4/9 : RUN apt-get update && apt-get install -y make',
  'inet 10.0.2.100/24 brd 10.0.2.255 scope global tap0',
  'exec nginx -g "daemon off;"',
  'systemd[1]: Started app.service.',
  'uid=1000(ann) gid=1000(ann) groups=1000(ann),27(sudo)',
  'npm warn deprecated inflight@1.0.6: This module is not supported',
];

testRows('each of these has none', NOTHING, String, (text) => {
  expect(
    diagnose(text, given)
      .filter(({ code }) => !code.startsWith('pasted-'))
      .map(({ code }) => code),
  ).toEqual([]);
});
