import { execFileSync } from 'node:child_process';

/** Installs which of these packages of Debian's are missing. Needs root on Debian and apt-get's lists. */
export function ensurePackages(names: readonly string[]): void {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], { stdio: 'inherit', env });
}

function isInstalled(name: string): boolean {
  try {
    const status = execFileSync('dpkg-query', ['--status', name], { encoding: 'utf8', stdio: 'pipe' });
    return /^Status: install ok installed$/m.test(status);
  } catch {
    return false;
  }
}
