import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const IN_A_CONTAINER = 'docker run --rm --privileged -v "$PWD":/w -w /w node:24-trixie npm run oracle';
const RESTRICTION = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';

/** Why nothing can be recorded on this machine, in one sentence; undefined where it can. */
export function hostProblem(): string | undefined {
  if (process.platform !== 'linux')
    return `The recordings ask Linux, and this is ${process.platform}; in a container it is: ${IN_A_CONTAINER}`;
  if (process.getuid?.() !== 0) return 'The recorders make namespaces and become other users: run this as root.';
  if (!['/usr/bin/dpkg-query', '/usr/bin/apt-get'].every(existsSync))
    return `The recorders run Debian's programs, and here is no apt-get; in a container it is: ${IN_A_CONTAINER}`;
  if (!mayMakeNamespaces())
    return 'Root may not make mount, pid and user namespaces here: run this in a virtual machine or a privileged container.';
  if (existsSync(RESTRICTION) && readFileSync(RESTRICTION, 'utf8').trim() === '1')
    return 'AppArmor keeps other users from user namespaces here: run `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` first.';
  return undefined;
}

function mayMakeNamespaces(): boolean {
  try {
    const namespaces = ['--mount', '--pid', '--user', '--fork', '--map-root-user', '--mount-proc'];
    execFileSync('unshare', [...namespaces, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
