import { type Arch, does } from '../../linux/index.ts';
import type { Struct } from '../profile/Profile.ts';
import { engineOf, type Target, versionsOf } from './Target.ts';

/** Who sorts out the rules by their conditions. */
type Sorter = Exclude<Struct, 'oci'>;

/** An architecture as an engine knows it. */
export interface EngineArchitecture {
  /** Its name in a rule's `arches`; '' where the engine has none. */
  name: string;
  /** Whether the engine reads its entry of `archMap`. */
  inArchMap: boolean;
}

const mapped = (name: string): EngineArchitecture => ({ name, inArchMap: true });
const named = (name: string): EngineArchitecture => ({ name, inArchMap: false });
const UNKNOWN = named('');

/**
 * Docker: moby 26.1.5, profiles/seccomp/seccomp_linux.go, goToNative, and nativeToSeccomp, which has `mipsle` where the first says `mipsel`.
 * Podman: libseccomp-golang, ScmpArch.String, and containers/common 0.62.2, pkg/seccomp/seccomp_linux.go, nativeToSeccomp.
 */
export const ENGINE_ARCHITECTURES: Readonly<Record<Arch, Readonly<Record<Sorter, EngineArchitecture>>>> = {
  SCMP_ARCH_X86_64: { docker: mapped('amd64'), podman: mapped('amd64') },
  SCMP_ARCH_X86: { docker: mapped('x86'), podman: named('x86') },
  SCMP_ARCH_X32: { docker: UNKNOWN, podman: named('x32') },
  SCMP_ARCH_AARCH64: { docker: mapped('arm64'), podman: mapped('arm64') },
  SCMP_ARCH_ARM: { docker: mapped('arm'), podman: named('arm') },
  SCMP_ARCH_RISCV64: { docker: mapped('riscv64'), podman: named('riscv64') },
  SCMP_ARCH_S390X: { docker: mapped('s390x'), podman: mapped('s390x') },
  SCMP_ARCH_S390: { docker: mapped('s390'), podman: named('s390') },
  SCMP_ARCH_PPC64LE: { docker: mapped('ppc64le'), podman: named('ppc64le') },
  SCMP_ARCH_PPC64: { docker: mapped('ppc64'), podman: named('ppc64') },
  SCMP_ARCH_PPC: { docker: mapped('ppc'), podman: named('ppc') },
  SCMP_ARCH_MIPS: { docker: UNKNOWN, podman: named('mips') },
  SCMP_ARCH_MIPSEL: { docker: named('mipsel'), podman: named('mipsel') },
  SCMP_ARCH_MIPS64: { docker: mapped('mips64'), podman: mapped('mips64') },
  SCMP_ARCH_MIPSEL64: { docker: mapped('mipsel64'), podman: mapped('mipsel64') },
  SCMP_ARCH_MIPS64N32: { docker: mapped('mips64n32'), podman: mapped('mips64n32') },
  SCMP_ARCH_MIPSEL64N32: { docker: mapped('mips3l64n32'), podman: mapped('mipsel64n32') },
  SCMP_ARCH_LOONGARCH64: { docker: UNKNOWN, podman: named('loong64') },
};

/**
 * The target's machine as its engine knows it. Docker knows riscv64 from a release on; containerd's own default, which is read as Docker's is, always
 * did (contrib/seccomp/seccomp_default.go).
 */
export function machineOf(target: Target, reader: Sorter): EngineArchitecture {
  const isLater = target.arch === 'SCMP_ARCH_RISCV64' && engineOf(target) === 'docker';
  if (isLater && !does('docker-riscv64', versionsOf(target).engine)) return UNKNOWN;
  return ENGINE_ARCHITECTURES[target.arch][reader];
}

/** What a condition on the architecture can name in Docker. */
export const DOCKER_MACHINES: readonly string[] = /* @__PURE__ */ Object.values(ENGINE_ARCHITECTURES).flatMap(
  ({ docker: { name } }) => (name === '' ? [] : [name]),
);
