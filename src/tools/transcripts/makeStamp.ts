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
  lxc: installed('lxc'),
  runsc: installed('runsc'),
  rootlesskit: installed('rootlesskit'),
  passt: installed('passt'),
  systemd: 'systemctl is-system-running >/dev/null && systemctl --version',
  'util-linux': installed('util-linux'),
  'libcap2-bin': installed('libcap2-bin'),
  uidmap: installed('uidmap'),
  busybox: installed('busybox-static'),
  'docker-registry': installed('docker-registry'),
  gcc: 'gcc --version',
  libc6: installed('libc6'),
  python3: installed('python3'),
  curl: installed('curl'),
  strace: installed('strace'),
  nginx: installed('nginx'),
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
    versions: { ...versions, kernel },
    images: Object.fromEntries(images.map((name) => [name, IMAGES[name].made])),
    notes,
  };
}
