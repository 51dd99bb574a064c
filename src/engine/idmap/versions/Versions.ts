/**
 * Releases of the programs that read, build or write id maps, such as {shadow: '4.20.3'}. What is left out is the release that links began with: Debian
 * 13's, except for Incus, of which the first one here was 7.0, and containerd, which gave a Pod its namespace.
 */
export type Versions = Readonly<Partial<Record<Program, string>>>;

/** shadow has newuidmap, newgidmap, usermod and useradd; util-linux has unshare, systemd has systemd-nspawn. */
export type Program = keyof typeof BEGAN;

/** What links began with. */
export const BEGAN = {
  shadow: '4.17.4',
  docker: '26.1.5',
  podman: '5.4.2',
  runc: '1.1.15',
  crun: '1.21',
  lxc: '6.0.4',
  'util-linux': '2.41',
  systemd: '257',
  incus: '7.0.2',
  containerd: '2.1.9',
} as const;
