import { bootGuest } from '../guest/bootGuest.ts';
import { makeDisk } from '../guest/makeDisk.ts';
import { ENVIRONMENT, type Stage } from './openStage.ts';

/** What the scenarios in a guest run, as Debian names it. */
const PACKAGES = [
  'docker.io',
  'docker-cli',
  'runc',
  'crun',
  'podman',
  'netavark',
  'passt',
  'uidmap',
  'lxcfs',
  'busybox-static',
  'adduser',
  'apparmor',
  'bsdutils',
  'iproute2',
  'iptables',
  'procps',
  'systemd-container',
  'util-linux',
];

/** Boots another machine, with Debian's own kernel and systemd, so with what the kernel here may lack: cgroup v2's controllers, AppArmor. Needs root. */
export async function openGuest(): Promise<Stage> {
  const guest = await bootGuest(makeDisk(PACKAGES));
  return { ...guest, enter: [...guest.enter, 'env', '-i', ...ENVIRONMENT] };
}
