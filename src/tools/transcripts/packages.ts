import { execFileSync } from 'node:child_process';

/** What the scenarios run, as Debian names it. */
const PACKAGES = [
  'docker.io',
  'docker-cli',
  'docker-registry',
  'runc',
  'podman',
  'nftables',
  'uidmap',
  'busybox-static',
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
    const [status, found] = execFileSync('dpkg-query', ['-W', '-f=${db:Status-Status} ${Version}', name], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).split(' ');
    return status === 'installed' ? found : undefined;
  } catch {
    return undefined;
  }
}
