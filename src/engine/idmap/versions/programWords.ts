import file from '../../../../content/data/versions/idMapsSince.json' with { type: 'json' };
import { isSince } from '../../linux/index.ts';

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

type Since = typeof file;

/**
 * Whether the program does it in the release that is given: each difference has a row in content/data/versions/idMaps.json with its words and its
 * source. A release between the one that was seen without and the one that was seen with it counts as told there.
 */
export function since<Of extends Program & keyof Since>(
  of: Of,
  difference: keyof Since[Of] & string,
  versions: Versions = {},
): boolean {
  const first: unknown = file[of][difference];
  return typeof first === 'string' && isSince(versions[of] ?? BEGAN[of], first);
}

/**
 * How dockerd reads /etc/subuid. '26.1': pkg/idtools, parseSubidFile and lookupSubUIDRanges (Docker 26.1.5, and 27). '28.0' and later:
 * moby/sys/user, ParseSubIDFileFilter (moby#49226 and #49087 of January 2025; since then in daemon/internal/usergroup, lookupSubRangesFile).
 */
export type DockerEngine = '26.1' | '28.0';

/** The reader of /etc/subuid that a dockerd has: 20.10, 23 to 27 as 26.1 (the older ones seen with 20.10.5), 28 and later as 28.0. */
export function dockerEngine(versions: Versions): DockerEngine {
  return since('docker', 'subid-either-name', versions) ? '28.0' : '26.1';
}

/** What a Pod's map was computed for: the rules of Kubernetes, which are not told by its release here, and the node's containerd and runtime where they are told. */
export const podPrograms = (versions: Versions = {}, runtime?: 'runc' | 'crun'): string[] => [
  'Kubernetes 1.36',
  ...(versions.containerd === undefined ? [] : [programWords('containerd', versions)]),
  ...(runtime === undefined ? [] : [programWords(runtime, versions)]),
];
