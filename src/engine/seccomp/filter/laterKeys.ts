import { type Arch, type Difference, does } from '../../linux/index.ts';
import type { LaterKey, Struct } from '../profile/formatProfile.ts';

/** Who builds the filter: runc, crun, or libseccomp alone (what runc hands to it, without runc's ENOSYS stub). */
export type Runtime = 'runc' | 'crun' | 'libseccomp';

/**
 * Who reads the profile and hands it to the runtime: moby's profiles/seccomp and containers/common's pkg/seccomp decide which rules of a Docker or
 * Podman profile apply, containerd and CRI-O take its text as the OCI's linux.seccomp.
 */
export type Engine = 'docker' | 'podman' | 'containerd' | 'cri-o';

/** The engines as sentences name them. */
export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  docker: 'Docker',
  podman: 'Podman',
  containerd: 'containerd',
  'cri-o': 'CRI-O',
};

/** The releases of a target's programs, "28.5.2". Each left out: the one that links began with (`versionsOf`). */
export interface Versions {
  engine?: string;
  runtime?: string;
  libseccomp?: string;
}

/** What a profile is resolved for. */
export interface Target {
  /** The machine's own architecture. */
  arch: Arch;
  /** `uname -r`, at least "major.minor". */
  kernel: string;
  /** The container's capabilities, "CAP_SYS_ADMIN". */
  capabilities: readonly string[];
  runtime: Runtime;
  /** `--privileged`, or a Pod's `privileged: true`: whether a filter is left, `isUnconfined` tells. */
  privileged?: boolean;
  /**
   * The profile is what this release of the engine takes where none is named: its own default. The default of another release is a file like any other,
   * and so is its own where `--security-opt` names it. containerd makes its rules in code, by the container's capabilities, so that they have
   * conditions; a file that is named has none for it.
   */
  builtin?: true;
  /** Left out: Podman before crun, Docker before the others. An OCI config.json has no conditions, and needs neither. */
  engine?: Engine;
  versions?: Versions;
}

/** Whether a node of Kubernetes starts containers by it: from Pods, and by no option of Docker's or Podman's. */
export const isOfKubernetes = (engine: Engine | undefined): boolean => engine === 'containerd' || engine === 'cri-o';

/** Who reads the profile's conditions for the target. */
export function engineOf({ engine, runtime }: Target): Engine {
  return engine ?? (runtime === 'crun' ? 'podman' : 'docker');
}

/**
 * Whose struct takes the profile's text for the target. CRI-O calls Podman's (cri-o internal/config/seccomp/seccomp.go, LoadProfileFromBytes of
 * containers/common); containerd reads a file as the OCI's, and makes its own default as Docker does.
 */
export function structOf(target: Target): Struct {
  const engine = engineOf(target);
  if (engine === 'podman' || engine === 'cri-o') return 'podman';
  return engine === 'containerd' && !target.builtin ? 'oci' : 'docker';
}

/**
 * Whether the container is started without a filter, whatever the profile says. moby daemon/seccomp_linux.go WithSeccomp: --privileged drops Docker's
 * default, and up to 27.0.0 any other profile, too. Podman keeps one that is named (pkg/specgen/generate/security_linux.go); where no link says that it is
 * Podman, it stays as links began. containerd and CRI-O build none (internal/cri/server, generateSeccompSpecOpts; server/container_create_linux.go).
 */
export function isUnconfined(target: Target): boolean {
  if (!target.privileged) return false;
  if (target.builtin) return true;
  if (target.engine === 'podman') return false;
  const isDocker = target.engine === undefined || target.engine === 'docker';
  return !(isDocker && does('docker-privileged-keeps-profile', versionsOf(target).engine));
}

/** What links began with; published links lean on them, so they stay when the tables move on. */
const BEGAN = {
  docker: '26.1.5',
  podman: '5.4.2',
  containerd: '1.7.24',
  'cri-o': '1.34.0',
  runc: '1.1.15',
  crun: '1.21',
  libseccomp: '2.6.0',
} as const;

/** The releases that the target is resolved for. */
export function versionsOf(target: Target): Required<Versions> {
  const { versions: { engine, runtime, libseccomp } = {} } = target;
  return {
    engine: engine ?? BEGAN[engineOf(target)],
    runtime: runtime ?? BEGAN[target.runtime],
    libseccomp: libseccomp ?? BEGAN.libseccomp,
  };
}

const LATER: Partial<Record<Engine, readonly [since: Difference, ...keys: LaterKey[]]>> = {
  docker: ['docker-hands-on-whole-profile', 'defaultErrnoRet', 'flags', 'listenerPath'],
  podman: ['podman-hands-on-flags', 'flags', 'listenerPath'],
  containerd: ['containerd-listener', 'listenerPath'],
};

/** What this release of the engine has no field for yet, so that it doesn't hand it on; content/data/versions has the sources. */
export function unreadKeys(engine: Engine, release: string): readonly LaterKey[] {
  const [since, ...keys] = LATER[engine] ?? [];
  return since === undefined || does(since, release) ? [] : keys;
}
