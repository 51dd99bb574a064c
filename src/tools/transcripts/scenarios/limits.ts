import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

export const limits: Scenario = {
  name: 'limits',
  title: 'What is left when namespaces, cgroups and seccomp have done their part',
  machine: 'guest',
  images: ['busybox', 'debian'],
  notes: ["a guest of QEMU with Debian's own kernel and systemd, and with Debian's package apparmor"],
  async play(lab) {
    await lab.untilDocker();
    await lab.load('busybox');
    await lab.load('debian');
    await lab.prepare('adduser --quiet --disabled-password --gecos "" alice 2>/dev/null');
    await oneKernel(lab);
    await socket(lab);
    await modules(lab);
    await settings(lab);
  },
};

async function oneKernel(lab: Lab): Promise<void> {
  await lab.host('kernel-outside', 'uname -r');
  await lab.host('kernel-inside', 'docker run --rm busybox uname -r');
}

/** A container that may do nothing, and has the daemon's socket. */
async function socket(lab: Lab): Promise<void> {
  await lab.host(
    'socket',
    'docker run --rm --cap-drop ALL --security-opt no-new-privileges \\\n' +
      '    -v /var/run/docker.sock:/var/run/docker.sock \\\n' +
      '    -v /usr/bin/docker:/bin/docker debian \\\n' +
      '    docker run --rm -v /etc:/host busybox grep ^root: /host/shadow',
  );
}

/** Which modules the kernel asks, what Docker makes of them, and one refusal that is AppArmor's alone. */
async function modules(lab: Lab): Promise<void> {
  await lab.host('lsm', 'cat /sys/kernel/security/lsm; echo');
  await lab.host('options', "docker info --format '{{json .SecurityOptions}}'");
  await lab.host('profile', 'docker run --rm busybox cat /proc/self/attr/current');
  await lab.host('profile-privileged', 'docker run --rm --privileged busybox cat /proc/self/attr/current');
  const mount = (options: string) =>
    `docker run --rm --cap-add SYS_ADMIN --security-opt seccomp=unconfined \\\n    ${options}busybox mount -t tmpfs none /tmp`;
  await lab.host('mount-default', 'docker run --rm busybox mount -t tmpfs none /tmp');
  await lab.host('mount-denied', mount(''));
  await lab.host('mount-log', 'journalctl -o cat | grep \'apparmor="DENIED"\' | tail -n 1');
  await lab.host('mount-allowed', `${mount('--security-opt apparmor=unconfined ')} && echo mounted`);
}

/** What this host leaves to people without privilege. */
async function settings(lab: Lab): Promise<void> {
  await lab.host(
    'settings',
    'grep -s . /sys/kernel/security/lsm \\\n' +
      '    /proc/sys/user/max_user_namespaces \\\n' +
      '    /proc/sys/kernel/unprivileged_userns_clone \\\n' +
      '    /proc/sys/kernel/apparmor_restrict_unprivileged_userns \\\n' +
      '    /proc/sys/kernel/io_uring_disabled',
  );
  await lab.host('off', 'sysctl -w user.max_user_namespaces=0');
  await lab.host('off-unshare', "su - alice -c 'unshare --user id'");
  await lab.host('off-docker', 'docker run --rm busybox echo works');
  await lab.host('off-podman', "su - alice -c 'podman unshare id'");
}
