import podman from '../../../../content/data/podmanErrors.json' with { type: 'json' };
import { type Arch, architectureOf, errnoNumber } from '../../linux/index.ts';
import type { Diagnostic } from '../../text/index.ts';
import type { Gate, Profile, Rule, Word } from '../profile/Profile.ts';
import { type OciProfile, sortRules, type Why } from './OciProfile.ts';
import { refusal } from './refusal.ts';
import type { Target } from './Target.ts';

/** containers/common 0.62.2, pkg/seccomp/seccomp_linux.go nativeToSeccomp: elsewhere `archMap` isn't read. */
const WITH_ARCH_MAP: readonly Arch[] = [
  'SCMP_ARCH_X86_64',
  'SCMP_ARCH_AARCH64',
  'SCMP_ARCH_MIPS64',
  'SCMP_ARCH_MIPS64N32',
  'SCMP_ARCH_MIPSEL64',
  'SCMP_ARCH_MIPSEL64N32',
  'SCMP_ARCH_S390X',
];

/** containers/common's setupSeccomp: what Podman hands to the runtime. It doesn't know `minKernel`, and leaves out rules without a name. */
export function podmanProfile(profile: Profile, target: Target): OciProfile {
  const native = nativeName(target.arch);
  const entry = WITH_ARCH_MAP.includes(target.arch)
    ? profile.archMap.find(({ architecture }) => architecture === target.arch)
    : undefined;
  const { rules, inactive } = sortRules(
    profile.rules,
    ({ includes, excludes }) => excluded(excludes, target, native) ?? notIncluded(includes, target, native),
  );
  const defaultErrnoRet = numberOf(profile.defaultErrno, profile.defaultErrnoRet, target.arch);
  return {
    rules: rules.filter(({ names }) => names.length > 0).map((rule) => withErrno(rule, target.arch)),
    inactive,
    architectures: [
      ...profile.architectures.map(({ text }) => text),
      ...(entry === undefined ? [] : [entry.architecture, ...entry.subArchitectures]),
    ],
    ...(defaultErrnoRet !== undefined && { defaultErrnoRet }),
  };
}

/** libseccomp-golang's name of the architecture, ScmpArch.String. */
function nativeName(arch: Arch): string {
  const { token } = architectureOf(arch);
  const names: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', loongarch64: 'loong64' };
  return names[token] ?? token;
}

function excluded(gate: Gate, target: Target, native: string): Why | undefined {
  if (gate.architectures.includes(native)) return { needs: 'architecture', excluded: true, values: [native] };
  const held = gate.capabilities.filter((capability) => target.capabilities.includes(capability));
  return held.length > 0 ? { needs: 'capability', excluded: true, values: held } : undefined;
}

function notIncluded(gate: Gate, target: Target, native: string): Why | undefined {
  if (gate.architectures.length > 0 && !gate.architectures.includes(native)) {
    return { needs: 'architecture', excluded: false, values: [...gate.architectures] };
  }
  const missing = gate.capabilities.filter((capability) => !target.capabilities.includes(capability));
  return missing.length > 0 ? { needs: 'capability', excluded: false, values: missing } : undefined;
}

function withErrno(rule: Rule, arch: Arch): Rule {
  const errnoRet = numberOf(rule.errno, rule.errnoRet, arch);
  return errnoRet === undefined ? rule : { ...rule, errnoRet };
}

const NAMES = /* @__PURE__ */ new Set(podman.names);

/** getErrno: the number in `errno`, or of its name, before the one in `errnoRet`. */
function numberOf(errno: Word | undefined, written: number | undefined, arch: Arch): number | undefined {
  return errno === undefined || errno.text === '' ? written : readErrno(errno.text, arch);
}

/** Digits for at most 32 bits, or a name of Podman's list; undefined for what Podman refuses. */
function readErrno(text: string, arch: Arch): number | undefined {
  if (/^\d+$/.test(text) && BigInt(text) < 1n << 32n) return Number(text);
  if (!NAMES.has(text)) return undefined;
  // errno(3): the C library's and Go's second name for it, which the kernel's headers lack.
  return errnoNumber(text === 'ENOTSUP' ? 'EOPNOTSUPP' : text, arch);
}

/** Why Podman doesn't hand the profile to the runtime at all; empty where it does. */
export function podmanFindings(profile: Profile, { rules }: OciProfile, arch: Arch): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (profile.architectures.length > 0 && profile.archMap.length > 0) {
    const message = 'The profile has both "archMap" and "architectures".';
    found.push(refusal('architectures-with-archmap', message, 'Podman refuses the profile.', profile.defaultSpan));
  }
  for (const { nameBesideNames } of rules) {
    if (nameBesideNames === undefined) continue;
    const message = 'The rule has both "name" and "names".';
    found.push(refusal('name-with-names', message, 'Podman refuses the profile.', nameBesideNames.span));
  }
  for (const word of [profile.defaultErrno, ...profile.rules.map(({ errno }) => errno)]) {
    if (word?.mistyped !== true) continue;
    const message = 'The error name must be a string such as "EPERM".';
    found.push(refusal('type', message, 'Podman refuses the whole profile for it; Docker ignores it.', word.span));
  }
  for (const word of [profile.defaultErrno, ...rules.map(({ errno }) => errno)]) {
    if (word === undefined || word.text === '' || readErrno(word.text, arch) !== undefined) continue;
    const shown = word.text.slice(0, 64);
    const message = `Podman knows no error ${JSON.stringify(shown)}. Write one such as "EPERM".`;
    found.push(refusal('errno-unknown', message, `Podman: "unknown errno ${shown}".`, word.span));
  }
  return found;
}
