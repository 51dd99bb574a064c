import { execFileSync } from 'node:child_process';

/** What the scenarios run, as Debian names it. */
const PACKAGES = [
  'docker.io',
  'docker-cli',
  'docker-registry',
  'runc',
  'crun',
  'podman',
  'nftables',
  'uidmap',
  'busybox-static',
  'python3',
  'curl',
  'strace',
  'jq',
  'gcc',
  'libc6-dev',
  'adduser',
  'bsdutils',
  'iproute2',
  'iptables',
  'procps',
  'tini',
  'util-linux',
];

/** Installs what is missing. Needs root on Debian and apt-get's lists. */
export function ensurePackages(): void {
  const missing = PACKAGES.filter((name) => version(name) === undefined);
  if (missing.length === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], { stdio: 'inherit', env });
}

/** The installed version of a Debian package, or undefined. */
export function version(name: string): string | undefined {
  try {
    const status = execFileSync('dpkg-query', ['--status', name], { encoding: 'utf8', stdio: 'pipe' });
    return /^Status: install ok installed$/m.test(status) ? /^Version: (.+)$/m.exec(status)?.[1] : undefined;
  } catch {
    return undefined;
  }
}
