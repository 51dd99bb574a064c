import { EVERYWHERE, NEEDS } from './packages.ts';

/** The suite whose recordings are kept whole, and which the machine itself is. */
export const OWN_SUITE = 'trixie';

/** One of Debian's other suites: another generation of the real things. */
export interface Suite {
  /** The suites that apt takes packages from. */
  sources: readonly string[];
  /** Packages that come from the last of `sources`, though an older one is in the others. */
  pinned: readonly string[];
  /** What NEEDS names and this suite doesn't have as a package of its own. */
  lacks: readonly string[];
  /** The recorders that ask this generation. */
  recorders: readonly string[];
}

const ID_MAPS = [
  'idmap/record_newuidmap',
  'idmap/record_subids',
  'idmap/record_subid_removals',
  'idmap/record_podman_versions',
  'idmap/record_dockerd',
  'idmap/record_oci_mounts',
  'idmap/record_unshare',
  'idmap/record_mount',
];
const RUNC_AND_PODMAN = ['seccomp/record_probe_runc', 'seccomp/record_crun', 'seccomp/record_reading'];
/** LXC 7, systemd 262, runc 1.3 and Incus 7. */
const TOOLS = ['idmap/record_lxc', 'idmap/record_nspawn', 'idmap/record_runc', 'idmap/record_incus'];
/** What the machine's own suite has no package for, and is asked in others alone. */
export const ELSEWHERE = ['seccomp/record_minijail'];
const EVERYTHING = [
  ...ID_MAPS,
  ...['seccomp/record_random', 'seccomp/record_lengths', 'seccomp/record_presets'],
  ...['seccomp/record_probe_crun', 'seccomp/record_docker_reading', 'seccomp/record_libc'],
  ...RUNC_AND_PODMAN,
];

/** docker.io had the client in it until Debian 13. */
const CLIENT_WITHIN = ['docker-cli'];

export const SUITES: Readonly<Record<string, Suite>> = {
  bullseye: { sources: ['bullseye'], pinned: [], lacks: CLIENT_WITHIN, recorders: EVERYTHING },
  bookworm: { sources: ['bookworm'], pinned: [], lacks: CLIENT_WITHIN, recorders: EVERYTHING },
  sid: {
    sources: ['sid'],
    pinned: [],
    lacks: [],
    recorders: [...EVERYTHING, ...TOOLS, ...ELSEWHERE, 'trace/record_strace'],
  },
  // Of what is asked it has a newer runc and Podman than sid, and nothing else.
  experimental: {
    sources: ['sid', 'experimental'],
    pinned: ['runc', 'podman'],
    lacks: [],
    recorders: [...RUNC_AND_PODMAN, 'idmap/record_podman_versions', 'idmap/record_oci_mounts'],
  },
};

/** The packages that a root of the suite needs for all its recorders, in order, so that one root serves each of them. */
export function packagesOf(suite: Suite): string[] {
  const wanted = new Set([...EVERYWHERE, ...suite.recorders.flatMap((name) => NEEDS[name] ?? [])]);
  return [...wanted].filter((name) => !suite.lacks.includes(name)).sort();
}
