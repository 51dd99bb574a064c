import { BEGAN, type Program, type Versions } from './Versions.ts';

/** What people call each of them. */
const NAMES: Readonly<Record<Program, string>> = {
  shadow: 'newuidmap',
  docker: 'dockerd',
  podman: 'Podman',
  runc: 'runc',
  crun: 'crun',
  lxc: 'LXC',
  'util-linux': 'util-linux',
  systemd: 'systemd',
  incus: 'Incus',
  containerd: 'containerd',
};

/** "dockerd 28.5.2": the program in the release that is given, else in the one that links began with. */
export const programWords = (program: Program, versions: Versions = {}): string =>
  `${NAMES[program]} ${versions[program] ?? BEGAN[program]}`;
