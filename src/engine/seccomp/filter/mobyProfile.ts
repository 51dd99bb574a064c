import { type Arch, architectureOf } from '../../linux/index.ts';
import type { Diagnostic } from '../../text/index.ts';
import type { Gate, Profile } from '../profile/Profile.ts';
import { isAtLeast, kernelVersion } from './kernelVersion.ts';
import { type OciProfile, sortRules, type Why } from './OciProfile.ts';
import { refusal } from './refusal.ts';
import type { Target } from './Target.ts';

/** moby 26.1.5, profiles/seccomp/seccomp_linux.go goToNative. It knows no riscv64, loong64 and mips: `arch` is empty there, as on x32, which Go lacks. */
const GO_TO_NATIVE: Readonly<Record<string, string>> = {
  '386': 'x86',
  amd64: 'amd64',
  arm: 'arm',
  arm64: 'arm64',
  mips64: 'mips64',
  mips64p32: 'mips64n32',
  mips64le: 'mipsel64',
  mips64p32le: 'mips3l64n32',
  mipsle: 'mipsel',
  ppc: 'ppc',
  ppc64: 'ppc64',
  ppc64le: 'ppc64le',
  s390: 's390',
  s390x: 's390x',
};

/** What a condition on the architecture can name. */
export const DOCKER_MACHINES: readonly string[] = /* @__PURE__ */ Object.values(GO_TO_NATIVE);

/** nativeToSeccomp of the same file, which has `mipsle` where goToNative says `mipsel`. Where a name is missing, `archMap` isn't read. */
const WITHOUT_ARCH_MAP: readonly string[] = ['', 'mipsel'];

/** moby's setupSeccomp: what Docker hands to the runtime. */
export function mobyProfile(profile: Profile, target: Target): OciProfile {
  const native = nativeName(target.arch);
  const entry = WITHOUT_ARCH_MAP.includes(native)
    ? undefined
    : profile.archMap.find(({ architecture }) => architecture === target.arch);
  return {
    ...sortRules(
      profile.rules,
      ({ includes, excludes }) => excluded(excludes, target, native) ?? notIncluded(includes, target, native),
    ),
    architectures: [
      ...profile.architectures.map(({ text }) => text),
      ...(entry === undefined ? [] : [entry.architecture, ...entry.subArchitectures]),
    ],
    ...(profile.defaultErrnoRet !== undefined && { defaultErrnoRet: profile.defaultErrnoRet }),
  };
}

function nativeName(arch: Arch): string {
  const { goarch } = architectureOf(arch);
  return (goarch === undefined ? undefined : GO_TO_NATIVE[goarch]) ?? '';
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

/** Why Docker doesn't hand the profile to the runtime at all, and what of it Docker passes over. */
export function mobyFindings(profile: Profile, target: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (profile.architectures.length > 0 && profile.archMap.length > 0) {
    const message = 'The profile has both "archMap" and "architectures".';
    found.push(refusal('architectures-with-archmap', message, 'Docker refuses the profile.', profile.defaultSpan));
  }
  for (const { nameBesideNames } of profile.rules) {
    if (nameBesideNames === undefined) continue;
    const message = 'The rule has both "name" and "names".';
    found.push(refusal('name-with-names', message, 'Docker refuses the profile.', nameBesideNames.span));
  }
  const asking = profile.rules.find(
    ({ includes, excludes }) => (includes.minKernel ?? excludes.minKernel) !== undefined,
  );
  if (asking !== undefined && kernelVersion(target.kernel) === undefined) {
    const message = `${JSON.stringify(target.kernel)} is not a kernel version such as 6.12.`;
    const hint = 'A rule depends on the kernel version. Write what uname -r prints.';
    found.push(refusal('kernel-version', message, hint, asking.span));
  }
  for (const word of [profile.defaultErrno, ...profile.rules.map(({ errno }) => errno)]) {
    if (word === undefined || word.text === '') continue;
    found.push({
      code: 'errno-unread',
      severity: 'info',
      message: `Docker does not read the error name ${JSON.stringify(word.text.slice(0, 64))}; only Podman does.`,
      hint: 'For Docker, write "errnoRet" (or "defaultErrnoRet") with the number.',
      span: word.span,
    });
  }
  return found;
}
