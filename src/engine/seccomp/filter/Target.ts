import type { Arch } from '../../linux/index.ts';

/** Who builds the filter: runc, crun, or libseccomp alone (what runc hands to it, without runc's ENOSYS stub). */
export type Runtime = 'runc' | 'crun' | 'libseccomp';

/** Who decides which rules of a Docker or Podman profile apply: moby's profiles/seccomp or containers/common's pkg/seccomp. */
export type Engine = 'docker' | 'podman';

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
  /**
   * `docker run --privileged`: no filter is built, whatever the profile (moby daemon/seccomp_linux.go WithSeccomp). Podman does so with its default
   * profile and keeps one that `--security-opt` names; for that one it is left out here.
   */
  privileged?: boolean;
  /** Left out: Podman before crun, Docker before the others. An OCI config.json has no conditions, and needs neither. */
  engine?: Engine;
  versions?: Versions;
}

/** Who reads the profile's conditions for the target. */
export function engineOf({ engine, runtime }: Target): Engine {
  return engine ?? (runtime === 'crun' ? 'podman' : 'docker');
}

/** What links began with; published links lean on them, so they stay when the tables move on. */
const BEGAN = { docker: '26.1.5', podman: '5.4.2', runc: '1.1.15', crun: '1.21', libseccomp: '2.6.0' } as const;

/** The releases that the target is resolved for. */
export function versionsOf(target: Target): Required<Versions> {
  const { versions: { engine, runtime, libseccomp } = {} } = target;
  return {
    engine: engine ?? BEGAN[engineOf(target)],
    runtime: runtime ?? BEGAN[target.runtime],
    libseccomp: libseccomp ?? BEGAN.libseccomp,
  };
}
