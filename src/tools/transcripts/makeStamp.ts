import { IMAGES } from './images.ts';
import type { Lab } from './Lab.ts';
import type { Stamp } from './Recording.ts';
import type { Scenario } from './Scenario.ts';

const installed = (name: string) => `dpkg-query -W -f '\${db:Status-Abbrev}\${Version}' ${name} | sed -n 's/^ii //p'`;

/** What prints each version, in the stamp's order; what prints none isn't there. */
const VERSIONS: Readonly<Record<string, string>> = {
  docker: 'dockerd --version',
  containerd: 'containerd --version',
  runc: 'runc --version',
  podman: 'podman --version',
  systemd: 'systemctl is-system-running >/dev/null && systemctl --version',
  'util-linux': installed('util-linux'),
  uidmap: installed('uidmap'),
  busybox: installed('busybox-static'),
  'docker-registry': installed('docker-registry'),
  gcc: 'gcc --version',
  libc6: installed('libc6'),
  python3: installed('python3'),
  curl: installed('curl'),
  strace: installed('strace'),
};

/** When, on what, and with which versions a scenario is played, as the machine that it is played on tells them. */
export async function makeStamp({ images, notes }: Scenario, lab: Lab): Promise<Stamp> {
  const firstLine = async (command: string) => (await lab.prepare(`(${command}) 2>/dev/null | head -n 1`)).trim();
  const kernel = /^\d+\.\d+\.\d+/.exec(await firstLine('uname -r'))?.[0] ?? 'unknown';
  const debian = (await firstLine('cat /etc/debian_version')).split('.')[0] ?? 'unknown';
  const versions: Record<string, string> = {};
  for (const [name, command] of Object.entries(VERSIONS)) {
    const version = await firstLine(command);
    if (version !== '') versions[name] = version;
  }
  return {
    recorded: new Date().toISOString().slice(0, 10),
    machine: `Debian ${debian}, Linux ${kernel}`,
    versions: {
      docker: printed('dockerd', ['--version']),
      containerd: printed('containerd', ['--version']),
      runc: printed('runc', ['--version']),
      podman: printed('podman', ['--version']),
      lxc: version('lxc') ?? 'unknown',
      rootlesskit: version('rootlesskit') ?? 'unknown',
      passt: version('passt') ?? 'unknown',
      'util-linux': version('util-linux') ?? 'unknown',
      'libcap2-bin': version('libcap2-bin') ?? 'unknown',
      uidmap: version('uidmap') ?? 'unknown',
      busybox: version('busybox-static') ?? 'unknown',
      'docker-registry': version('docker-registry') ?? 'unknown',
      gcc: printed('gcc', ['--version']),
      libc6: version('libc6') ?? 'unknown',
      python3: version('python3') ?? 'unknown',
      curl: version('curl') ?? 'unknown',
      strace: version('strace') ?? 'unknown',
      kernel,
    },
    images: Object.fromEntries(images.map((name) => [name, IMAGES[name].made])),
    notes,
  };
}
