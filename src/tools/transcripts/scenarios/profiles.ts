import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

const DEFAULT = join(import.meta.dirname, '../../../../content/data/profiles/docker-26.1.5.json');

/** A profile of one's own from Docker's default: a call is taken away, missed, found and put back; then the profile in other hands. */
export const profiles: Scenario = {
  name: 'profiles',
  title: 'A copy of Docker’s default without one call, and who reads it how',
  images: ['debian-strace'],
  notes: [
    'default.json is the default profile of Docker 26.1.5',
    'no AppArmor and no SELinux on this machine',
    'ctr is containerd’s own client; it reads a profile with the same function as containerd does for the kubelet',
  ],
  async play(lab) {
    lab.file('default.json', readFileSync(DEFAULT, 'utf8'));
    await lab.dockerd();
    await lab.load('debian-strace');
    await theRecipe(lab);
    await aStartThatIsMissed(lab);
    await asPlainOci(lab);
    await ofTheDaemon(lab);
  },
};

const under = (profile: string, command: string) =>
  `docker run --rm --security-opt seccomp=${profile} \\\n    debian-strace ${command}`;

async function theRecipe(lab: Lab): Promise<void> {
  await lab.host('copy-run', under('default.json', 'chown 33 /tmp'));
  await lab.host('remove', 'grep -v \'"fchownat"\' default.json > mine.json');
  await lab.host('remove-diff', 'diff default.json mine.json | head -n 2');
  await lab.host('mine-run', under('mine.json', 'chown 33 /tmp'));
  await lab.host('mine-strace', under('mine.json', 'strace chown 33 /tmp 2>&1 | grep EPERM'));
  await lab.host('default-strace', under('default.json', 'strace chown 33 /tmp 2>&1 | grep chownat'));
  await lab.host('guess', 'grep -v \'"chown"\' default.json > guess.json');
  await lab.host('guess-run', under('guess.json', 'chown 33 /tmp'));
  await lab.host('put-back', 'cp default.json mine.json');
  await lab.host('put-back-run', under('mine.json', 'chown 33 /tmp'));
}

/** A call that the program would not miss, and runc does. */
async function aStartThatIsMissed(lab: Lab): Promise<void> {
  await lab.host('start-remove', 'grep -v \'"getcwd"\' default.json > less.json');
  await lab.host('start-run', under('less.json', 'true'));
}

/** The same file through containerd, which reads it as the OCI's (contrib/seccomp, WithProfile), and through Docker. */
async function asPlainOci(lab: Lab): Promise<void> {
  await lab.prepare('mkdir -p rootfs && tar -C rootfs -xf busybox.tar');
  await lab.host('docker-unshare', under('default.json', 'unshare --user id'));
  await lab.host(
    'ctr-unshare',
    'ctr -a /run/docker/containerd/containerd.sock run --rm \\\n    --cpu-shares 0 --seccomp --seccomp-profile default.json \\\n    --rootfs ./rootfs box /bin/unshare --user /bin/id',
  );
  await lab.host(
    'ctr-status',
    'ctr -a /run/docker/containerd/containerd.sock run --rm \\\n    --cpu-shares 0 --seccomp --seccomp-profile default.json \\\n    --rootfs ./rootfs box /bin/grep -E "Seccomp:|CapBnd" /proc/self/status',
  );
}

/** The profile for every container that names none. */
async function ofTheDaemon(lab: Lab): Promise<void> {
  await lab.stopDockerd();
  await lab.prepare('mkdir -p /etc/docker');
  await lab.prepare(`printf '{\n  "seccomp-profile": "/etc/docker/seccomp.json"\n}\n' > /etc/docker/daemon.json`);
  await lab.host('daemon-json', 'cat /etc/docker/daemon.json');
  await lab.host('missing-validate', 'dockerd --validate');
  await lab.host('missing-start', 'dockerd 2>&1 | tail -n 1');
  await lab.prepare('grep -v \'"fchownat"\' default.json > /etc/docker/seccomp.json');
  await lab.dockerd();
  await lab.host('daemon-info', "docker info 2>/dev/null | grep -A 2 'Security Options'");
  await lab.host('daemon-run', 'docker run --rm debian-strace chown 33 /tmp');
  await lab.host('daemon-builtin', under('builtin', 'chown 33 /tmp'));
}
