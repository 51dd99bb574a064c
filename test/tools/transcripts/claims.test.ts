import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Recording } from '../../../src/tools/transcripts/Recording.ts';

/** What the chapters say a recorded step shows: its status, and a piece of what it printed. */
const CLAIMS: [step: string, exit: number, printed: string | RegExp][] = [
  ['registry-root ps-inside', 0, /^ {4}1 root +registry serve/m],
  ['registry-root ps-outside', 0, /^ +\d+ root +registry serve/m],
  ['registry-root user-ps-outside', 0, /^ +\d+ 1000 +registry serve/m],
  ['registry-root user-push', 1, '500 Internal Server Error'],
  ['registry-root user-logs', 0, 'mkdir /var/lib/registry/docker: permission denied'],
  ['registry-root uid-map', 0, /^ +0 +0 4294967295\n$/],
  ['registry-root push', 0, 'user: digest: sha256:'],

  ['registry-remapped no-account', 0, 'unable to find entry "dockremap" in passwd database'],
  ['registry-remapped no-range', 0, 'no subuid ranges found for user "dockremap"'],
  ['registry-remapped subuid', 0, 'dockremap:165536:65536\ndockremap:165536:65536\n'],
  ['registry-remapped docker-ps', 0, /^CONTAINER ID.*\n$/],
  ['registry-remapped docker-images', 0, /^REPOSITORY.*\n$/],
  ['registry-remapped data-directory', 0, '165536.165536'],
  ['registry-remapped ps-inside', 0, /^ {4}1 root +registry serve/m],
  ['registry-remapped ps-outside', 0, /^ +\d+ 165536 +registry serve/m],
  ['registry-remapped push', 0, 'userns: digest: sha256:'],
  ['registry-remapped uid-map', 0, /^ +0 +165536 +65536\n$/],
  ['registry-remapped drop-outside', 0, /165569 165569 .* by-33$/m],
  ['registry-remapped drop-inside', 0, /65534 +65534 .* by-host$/m],
  ['registry-remapped drop-inside-names', 0, /nobody +nogroup .* by-host$/m],
  ['registry-remapped drop-read-65534', 1, 'Permission denied'],
  ['registry-remapped back-images', 0, /^registry +2 /m],
  ['registry-remapped back-ps', 0, /^registry-standard +registry:2$/m],
  ['registry-remapped shadow', 1, 'Permission denied'],
  ['registry-remapped shadow-unmapped', 0, 'root:'],
  ['registry-remapped chown-last-outside', 0, ' 231071 165536 '],
  ['registry-remapped chown-unmapped', 1, 'Invalid argument'],
  ['registry-remapped data-refused', 1, 'Permission denied'],
  ['registry-remapped data-allowed', 0, ''],
  ['registry-remapped privileged', 125, 'privileged mode is incompatible with user namespaces'],
  ['registry-remapped network-host', 125, "cannot share the host's network namespace"],
  ['registry-remapped pid-host', 125, 'cannot share the host PID namespace'],
  ['registry-remapped mknod', 1, 'Operation not permitted'],
  ['registry-remapped userns-host', 0, /^ +0 +0 4294967295\n$/],

  ['remap-default before', 1, ''],
  ['remap-default after', 0, '/etc/subuid:dockremap:100000:65536'],
  ['remap-default validate', 0, 'configuration OK'],

  ['bozo subuid-given', 0, 'bozo:100000:65536'],
  ['bozo subuid', 0, 'bozo:5000:10000\nbozo:5000:10000\n'],
  ['bozo ps-outside', 0, /^ +\d+ bozo +sh -c while/m],
  ['bozo diary-read', 0, 'Dear diary\nwas here\n'],
  ['bozo killed', 0, 'clock     Exited (137)'],
  ['bozo krusty-ps', 0, /^ +\d+ krusty +sh -c while/m],
  ['bozo unmapped', 125, 'cannot set uid to unmapped user in user namespace'],

  ['uid-map unmapped-id', 0, 'uid=65534(nobody) gid=65534(nogroup)'],
  ['uid-map not-a-number', 1, 'Invalid argument'],
  ['uid-map somebody-else', 1, 'Operation not permitted'],
  ['uid-map second-write', 1, 'newuidmap: write to uid_map failed: Operation not permitted'],
  ['uid-map chown-outside', 0, ' 100032 100032 '],
  ['uid-map chown-unmapped', 1, 'Invalid argument'],

  ['rootless unshare-map', 0, /^ +0 +1000 +1\n +1 +100000 +65536\n$/],
  ['rootless ps-outside', 0, /alice +sleep 600\n +\d+ 100032 +sleep 600/],
  ['rootless keep-id', 0, 'uid=1000(alice)'],

  ['namespaces ps-inside', 0, /^ {4}1 root +httpd -f$/m],
  ['namespaces unshare-pid-refused', 1, 'Operation not permitted'],
  ['namespaces unshared-uid-map', 0, /^ +0 +1000 +1\n$/],

  ['cgroups version', 0, /^cgroup v2, driver systemd\n$/],
  ['cgroups hand-loop', 2, "can't fork: Resource temporarily unavailable"],
  ['cgroups hand-events', 0, /^max 1\n$/],
  ['cgroups nested-none', 2, 'No such file or directory'],
  ['cgroups nested-loop', 2, "can't fork: Resource temporarily unavailable"],
  ['cgroups nested-busy', 1, 'Device or resource busy'],
  ['cgroups flags-path', 0, /^0::\/system\.slice\/docker-[0-9a-f]{64}\.scope\n$/],
  ['cgroups flags-files', 0, 'pids.max:20\nmemory.max:67108864\nmemory.swap.max:67108864\ncpu.max:50000 100000\n'],
  ['cgroups flags-none', 0, 'pids.max:2314\nmemory.max:max\n'],
  ['cgroups flags-default', 0, /^DefaultTasksMax=2314\n$/],
  ['cgroups flags-inside-path', 0, /^0::\/\n$/],
  ['cgroups flags-inside-write', 1, 'Read-only file system'],
  ['cgroups driver-path', 0, /^0::\/docker\/[0-9a-f]{64}\n$/],
  ['cgroups driver-pids', 0, /^max\n$/],
  ['cgroups memory-child', 0, /tail: 137\noom_kill 1\n/],
  ['cgroups memory-child-status', 0, 'ExitCode=0'],
  ['cgroups memory-group-events', 0, 'oom_group_kill 1'],
  ['cgroups swap-none', 0, 'memory.swap.max:0\n'],
  ['cgroups swap-fits', 0, '1+0 records out'],
  ['cgroups swap-killed', 137, ''],
  ['cgroups soft-events', 0, 'oom_kill 0\n'],
  ['cgroups parent-inspect', 0, /^Memory=0 ExitCode=137\n$/],
  ['cgroups parent-whose', 0, /^oom_memcg=\/batch\.slice\ntask_memcg=\/batch\.slice\/docker-[0-9a-f]{64}\.scope\n$/],
  ['cgroups seen-nproc', 0, /^2\n$/],
  ['cgroups seen-lxcfs', 0, /^MemTotal: +65536 kB\n$/],
  ['cgroups alice-scope', 2, "can't fork: Resource temporarily unavailable"],
  ['cgroups alice-limits', 0, 'pids.max:20\nmemory.max:67108864\n'],
  ['cgroups alice-cpuset', 126, 'controller `cpuset` is not available'],
  ['cgroups memory-limit-inside', 0, '67108864'],
  ['cgroups memory-greedy', 137, ''],
  ['cgroups memory-killed', 0, 'OOMKilled=true ExitCode=137'],
  ['cgroups pids-loop', 2, "can't fork: Resource temporarily unavailable"],
  ['cgroups pids-stats', 0, /bomb +20/],

  ['seccomp status-host', 0, 'Seccomp:\t0'],
  ['seccomp status-default', 0, 'Seccomp:\t2'],
  ['seccomp status-privileged', 0, 'Seccomp:\t0'],
  ['seccomp unshare-default', 1, 'unshare: unshare(0x10000000): Operation not permitted'],
  ['seccomp unshare-sys-admin', 0, 'uid=65534(nobody)'],
  ['seccomp slide-run', 125, "invalid character ']' looking for beginning of value"],
  ['seccomp fixed-run', 125, 'stopped'],
  ['seccomp fixed-again', 0, /cannot start a container that has stopped.*\n.*cannot start a stopped process/],
  ['seccomp no-mkdir-run', 1, "can't create directory '/tmp/new': Operation not permitted"],
  ['seccomp kill-mkdir-run', 159, ''],
  ['seccomp podman-status', 0, 'Seccomp:\t2'],
  ['seccomp podman-unshare', 0, 'uid=65534(nobody)'],
  ['seccomp runc-none', 0, 'Seccomp:\t0'],
  ['seccomp runc-filtered', 1, 'Seccomp:\t2'],

  ['roads vsock-default', 0, 'socket: Operation not permitted\nsocketcall: a socket of family 40\n'],
  ['roads vsock-native', 159, /^socket: Operation not permitted\n$/],
  ['roads vsock-native-status', 0, /^159\n$/],
  ['roads whole-plain', 0, 'personality: Operation not permitted\n00000000\n'],
  ['roads whole-wide', 0, /^00040000\n$/],
  ['roads masked-plain', 0, 'personality: Operation not permitted\n00000000\n'],
  ['roads masked-wide', 0, 'personality: Operation not permitted\n00000000\n'],

  ['threads thread-old', 0, /^RuntimeError: can't start new thread\n$/],
  ['threads curl-old', 6, 'curl: (6) getaddrinfo() thread failed to start'],
  ['threads strace-old', 0, /^clone3\(…\) = -1 EPERM \(Operation not permitted\)\n$/],
  ['threads thread-default', 0, /^hello\n$/],
  ['threads strace-default', 0, /^clone3\(…\) = -1 ENOSYS \(Function not implemented\)\nclone\(…\) = \d+\nhello\n$/],

  ['capabilities root-refused', 2, 'Operation not permitted'],
  ['capabilities root-allowed', 0, ''],
  ['capabilities drop-shadow', 0, /^root:\n$/],
  ['capabilities drop-serve', 1, 'setgroups: Operation not permitted'],
  ['capabilities drop-serve-setgid', 1, 'setuid: Operation not permitted'],
  ['capabilities drop-serve-status', 0, /CapPrm:\t0{16}\nCapEff:\t0{16}\nCapBnd:\t0{14}c0\nCapAmb:\t0{16}\n$/],
  ['capabilities user-added', 0, /CapPrm:\t0{16}\nCapEff:\t0{16}\nCapBnd:\t00000000a80435fb\nCapAmb:\t0{16}\n$/],
  ['capabilities port-start', 0, /^0\n$/],
  ['capabilities port-start-host', 0, /^1024\n$/],
  ['capabilities port-user', 0, /^listening\n$/],
  ['capabilities podman-user-added', 0, /CapEff:\t0{12}1000\nCapBnd:\t00000000800415fb\nCapAmb:\t0{12}1000\n$/],
  ['capabilities podman-user-works', 0, ''],
  ['capabilities copy', 0, ''],
  ['capabilities copy-all', 0, /^copy cap_net_admin=ep\n$/],
  ['capabilities chown', 0, ''],
  ['capabilities file-added', 0, /CapEff:\t0{12}1000\n/],
  ['capabilities file-bounded', 1, /^exec \/bin\/busybox-net: operation not permitted\n$/],
  ['capabilities file-bounded-root', 1, /^exec \/bin\/busybox-net: operation not permitted\n$/],
  ['capabilities file-shell', 0, /^CapEff:\t0{12}1000\nNoNewPrivs:\t0\n$/],
  ['capabilities file-nnp', 0, /^CapEff:\t0{16}\nNoNewPrivs:\t1\n$/],
  ['capabilities file-nnp-first', 0, /^CapEff:\t0{12}1000\nNoNewPrivs:\t1\n$/],
  ['capabilities context-getcap', 0, ''],
  ['capabilities stage-getcap', 0, 'cap_net_admin=ep'],
  ['capabilities old-getcap', 0, ''],
  ['capabilities ns-status', 0, /^CapEff:\t000001f{10}\n$/],
  ['capabilities ns-address', 2, 'Operation not permitted'],
  ['capabilities ns-address-own', 0, /^done\n$/],
  ['capabilities ns-mknod', 1, 'Operation not permitted'],
  ['capabilities alice-getcap', 0, '[rootid=1000]'],
  ['capabilities look-all', 0, /^CapEff:\t000001fffeffffff\nSeccomp:\t2\n14\n$/],
  ['capabilities look-privileged', 0, /^CapEff:\t000001fffeffffff\nSeccomp:\t0\n108\n$/],
];

test.each(CLAIMS)('%s: status %i, %s', (address, exit, printed) => {
  const [name, id] = address.split(' ');
  const file = join(import.meta.dirname, `../../../content/data/transcripts/${name}.json`);
  const step = (JSON.parse(readFileSync(file, 'utf8')) as Recording).steps.find((candidate) => candidate.id === id);
  expect(step?.exit).toBe(exit);
  if (printed === '') expect(step?.printed).toBe('');
  else if (typeof printed === 'string') expect(step?.printed).toContain(printed);
  else expect(step?.printed).toMatch(printed);
});

test.each([
  ['whole-profile', 'teaching-personality.json'],
  ['masked-profile', 'teaching-personality-masked.json'],
])('the roads were recorded under the profile that the chapter shows: %s', (id, file) => {
  const content = join(import.meta.dirname, '../../../content/data');
  const { steps } = JSON.parse(readFileSync(join(content, 'transcripts/roads.json'), 'utf8')) as Recording;
  expect(steps.find((step) => step.id === id)?.printed).toBe(readFileSync(join(content, 'profiles', file), 'utf8'));
});
