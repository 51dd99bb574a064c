import { execFileSync } from 'node:child_process';

/** What every recorder needs, as Debian names it. */
export const EVERYWHERE = ['python3', 'util-linux', 'mount'];

/** Which recorder needs which of Debian's packages besides. A test holds the list to the recorders that are there. */
export const NEEDS: Record<string, readonly string[]> = {
  'fit/record_programs': [
    'runc',
    'strace',
    'libseccomp2',
    'bash',
    'busybox-static',
    'curl',
    'docker-cli',
    'gcc',
    'libc6-dev',
    'nginx',
    'perl-base',
    'python3',
    'sqlite3',
    'tar',
  ],
  'idmap/record_calls': [],
  'idmap/record_dockerd': ['docker.io', 'docker-cli', 'runc', 'busybox-static', 'tini'],
  'idmap/record_formats': ['runc', 'podman', 'crun', 'uidmap', 'busybox-static'],
  'idmap/record_free_ranges': ['passwd', 'mawk', 'gawk', 'busybox-static'],
  'idmap/record_incus': ['incus'],
  'idmap/record_lxc': ['lxc', 'uidmap', 'busybox-static'],
  'idmap/record_messages': [
    'uidmap',
    'coreutils',
    'tar',
    'acl',
    'busybox-static',
    'runc',
    'crun',
    'podman',
    'docker.io',
    'docker-cli',
    'tini',
    'lxc',
  ],
  'idmap/record_mount': [],
  'idmap/record_newuidmap': ['uidmap'],
  'idmap/record_oci_mounts': ['runc', 'crun', 'busybox-static'],
  'idmap/record_other_messages': ['bubblewrap', 'podman', 'rsync', 'cpio', 'sudo', 'nginx', 'apt', 'python3-seccomp'],
  'idmap/record_nspawn': ['systemd-container', 'busybox-static'],
  'idmap/record_podman': ['podman', 'crun', 'uidmap', 'busybox-static'],
  'idmap/record_podman_versions': ['podman', 'crun', 'uidmap', 'busybox-static', 'gcc'],
  'idmap/record_remedies': [
    'docker.io',
    'docker-cli',
    'podman',
    'crun',
    'runc',
    'lxc',
    'systemd-container',
    'uidmap',
    'acl',
    'jq',
    'busybox-static',
    'tini',
  ],
  'idmap/record_rootlesskit': ['rootlesskit', 'uidmap'],
  'idmap/record_runc': ['runc', 'busybox-static'],
  'idmap/record_setgroups': [],
  'idmap/record_subid_removals': ['passwd'],
  'idmap/record_subids': ['passwd'],
  'idmap/record_translations': [],
  'idmap/record_unshare': ['uidmap'],
  'idmap/record_writes': [],
  'seccomp/record_crun': ['crun', 'podman', 'conmon', 'busybox-static', 'libseccomp2'],
  'seccomp/record_docker_reading': ['docker.io', 'docker-cli', 'runc', 'gcc', 'libseccomp2'],
  'seccomp/record_kernel_calls': [],
  'seccomp/record_lengths': ['python3-seccomp', 'libseccomp2'],
  'seccomp/record_libc': ['gcc', 'gcc-multilib', 'libc6-dev', 'musl-tools', 'golang-go'],
  'seccomp/record_loaded': ['bubblewrap', 'gcc', 'libc6-dev'],
  'seccomp/record_minijail': ['python3-minijail', 'libseccomp2'],
  'seccomp/record_presets': ['libseccomp2'],
  'seccomp/record_programs': ['libseccomp2'],
  'seccomp/record_random': ['libseccomp2'],
  'seccomp/record_systemd': ['systemd', 'libseccomp2'],
  'seccomp/record_starts': ['runc', 'crun', 'docker.io', 'docker-cli', 'podman', 'strace', 'gcc', 'libseccomp2'],
  'seccomp/record_reading': ['runc', 'gcc', 'libseccomp2'],
  'seccomp/record_roads': ['runc', 'gcc', 'libseccomp2'],
  'seccomp/record_probe_crun': ['crun', 'docker.io', 'docker-cli', 'libseccomp2', 'gcc', 'linux-libc-dev'],
  'seccomp/record_probe_runc': ['runc', 'docker.io', 'docker-cli', 'libseccomp2', 'gcc', 'linux-libc-dev'],
  'trace/record_formats': ['gcc', 'linux-perf', 'strace', 'python3-seccomp', 'libseccomp2'],
  'trace/record_strace': ['strace', 'gcc', 'libc6-dev'],
  'trace/record_strace_aarch64': ['qemu-system-arm', 'gcc-aarch64-linux-gnu', 'libc6-dev-arm64-cross', 'cpio'],
};

/** The packages that the recorders need and this machine lacks, in order. */
export function missingPackages(recorders: readonly string[]): string[] {
  const wanted = [...EVERYWHERE, ...recorders.flatMap((name) => NEEDS[name] ?? [])];
  return [...new Set(wanted)].filter((name) => !isInstalled(name));
}

/** Installs them with apt-get, which needs root. */
export function install(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ]) {
    execFileSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  }
}

function isInstalled(name: string): boolean {
  try {
    const status = execFileSync('dpkg-query', ['--status', name], { encoding: 'utf8', stdio: 'pipe' });
    return /^Status: install ok installed$/m.test(status);
  } catch {
    return false;
  }
}
