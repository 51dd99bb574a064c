import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { IMAGES } from './images.ts';
import { version } from './packages.ts';
import type { Stamp } from './Recording.ts';
import type { Scenario } from './Scenario.ts';

/** When, on what, and with which versions a scenario is played; the engines' versions are what they print themselves. */
export function makeStamp({ images, notes }: Scenario): Stamp {
  const kernel = /^\d+\.\d+\.\d+/.exec(readFileSync('/proc/sys/kernel/osrelease', 'utf8'))?.[0] ?? 'unknown';
  const debian = readFileSync('/etc/debian_version', 'utf8').split('.')[0]?.trim() ?? 'unknown';
  return {
    recorded: new Date().toISOString().slice(0, 10),
    machine: `Debian ${debian}, Linux ${kernel}`,
    versions: {
      docker: printed('dockerd', ['--version']),
      containerd: printed('containerd', ['--version']),
      runc: printed('runc', ['--version']),
      podman: printed('podman', ['--version']),
      'util-linux': version('util-linux') ?? 'unknown',
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

function printed(command: string, args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8' }).split('\n')[0] ?? '';
}
