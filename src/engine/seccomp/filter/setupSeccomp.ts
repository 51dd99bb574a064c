import { type Arch, architectureOf } from '../../linux/index.ts';
import type { Gate, Profile, Rule } from '../profile/Profile.ts';
import type { Target } from './Target.ts';
import type { InactiveRule } from './Verdict.ts';

type Why = InactiveRule['why'];

/** The rules of a profile that apply to a target, those that don't, and the architectures, as Docker hands them to runc. */
export interface OciProfile {
  rules: readonly Rule[];
  inactive: readonly { rule: Rule; why: Why }[];
  architectures: readonly string[];
}

/** moby, profiles/seccomp/seccomp_linux.go setupSeccomp. An OCI config.json has been through it already. */
export function setupSeccomp(profile: Profile, target: Target): OciProfile {
  const native = nativeName(target.arch);
  const entry = profile.archMap.find(({ architecture }) => architecture === target.arch);
  const rules: Rule[] = [];
  const inactive: { rule: Rule; why: Why }[] = [];
  for (const rule of profile.rules) {
    const why = excluded(rule.excludes, target, native) ?? notIncluded(rule.includes, target, native);
    if (why === undefined) rules.push(rule);
    else inactive.push({ rule, why });
  }
  return {
    rules,
    inactive,
    architectures:
      entry === undefined
        ? profile.architectures.map(({ text }) => text)
        : [entry.architecture, ...entry.subArchitectures],
  };
}

/** moby's goToNative: Go's name of the architecture, but "x86" for 386; Go has no x32. */
function nativeName(arch: Arch): string {
  const { goarch } = architectureOf(arch);
  return goarch === '386' ? 'x86' : (goarch ?? '');
}

function excluded(gate: Gate, target: Target, native: string): Why | undefined {
  if (gate.architectures.includes(native)) return { needs: 'architecture', excluded: true, values: [native] };
  const held = gate.capabilities.filter((capability) => target.capabilities.includes(capability));
  if (held.length > 0) return { needs: 'capability', excluded: true, values: held };
  if (gate.minKernel !== undefined && isAtLeast(target.kernel, gate.minKernel)) {
    return { needs: 'kernel', excluded: true, values: [gate.minKernel] };
  }
  return undefined;
}

function notIncluded(gate: Gate, target: Target, native: string): Why | undefined {
  if (gate.architectures.length > 0 && !gate.architectures.includes(native)) {
    return { needs: 'architecture', excluded: false, values: [...gate.architectures] };
  }
  const missing = gate.capabilities.filter((capability) => !target.capabilities.includes(capability));
  if (missing.length > 0) return { needs: 'capability', excluded: false, values: missing };
  if (gate.minKernel !== undefined && !isAtLeast(target.kernel, gate.minKernel)) {
    return { needs: 'kernel', excluded: false, values: [gate.minKernel] };
  }
  return undefined;
}

/** moby's kernelGreaterEqualThan: the first two numbers count, "6.12-rc1" is 6.12; an empty `minimum` is any. */
export function isAtLeast(kernel: string, minimum: string): boolean {
  const [major = 0, minor = 0] = kernelVersion(kernel) ?? [];
  const [wantedMajor = 0, wantedMinor = 0] = kernelVersion(minimum) ?? [];
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Major and minor version; undefined for what moby can't read as a kernel's release. */
export function kernelVersion(release: string): readonly number[] | undefined {
  return /^\s*(\d+)\.(\d+)/.exec(release)?.slice(1).map(Number);
}
