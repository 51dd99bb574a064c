import { type Arch, does, errnoNumber, isAtLeast, kernelVersion } from '../../linux/index.ts';
import { type Diagnostic, error, info, type Span, shorten, warning } from '../../text/index.ts';
import {
  type Gate,
  isOpen,
  type LaterKey,
  type Profile,
  type Rule,
  type Struct,
  type Word,
} from '../profile/formatProfile.ts';
import type { InactiveRule } from './answers.ts';
import { ENGINE_NAMES, engineOf, structOf, type Target, unreadKeys, versionsOf } from './laterKeys.ts';
import { errnoWords, isPodmanError, keyWords, ociWords, podmanWords } from './unread/unreadWords.ts';

/** Who sorts out the rules by their conditions. */
type Sorter = Exclude<Struct, 'oci'>;

/** An architecture as an engine knows it. */
interface EngineArchitecture {
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
function machineOf(target: Target, reader: Sorter): EngineArchitecture {
  const isLater = target.arch === 'SCMP_ARCH_RISCV64' && engineOf(target) === 'docker';
  if (isLater && !does('docker-riscv64', versionsOf(target).engine)) return UNKNOWN;
  return ENGINE_ARCHITECTURES[target.arch][reader];
}

/** What a condition on the architecture can name in Docker. */
export const DOCKER_MACHINES: readonly string[] = /* @__PURE__ */ Object.values(ENGINE_ARCHITECTURES).flatMap(
  ({ docker: { name } }) => (name === '' ? [] : [name]),
);

/** Podman's getErrno: the number in `errno`, or of its name, before the one in `errnoRet`. */
function errnoOf(errno: Word | undefined, errnoRet: number | undefined, arch: Arch): number | undefined {
  return errno === undefined || errno.text === '' ? errnoRet : readErrno(errno.text, arch);
}

/** Digits for at most 32 bits, or a name of Podman's list; undefined for what Podman refuses. */
function readErrno(text: string, arch: Arch): number | undefined {
  if (/^\d+$/.test(text) && BigInt(text) < 1n << 32n) return Number(text);
  if (!isPodmanError(text)) return undefined;
  // errno(3): the C library's and Go's second name for it, which the kernel's headers lack.
  return errnoNumber(text === 'ENOTSUP' ? 'EOPNOTSUPP' : text, arch);
}

/**
 * What of the profile the target's engine doesn't read or hand on, and what Podman refuses of the error names that it reads. `handed`: the rules that
 * apply; `unread`: the keys that this release leaves out.
 */
function tellUnread(
  profile: Profile,
  target: Target,
  handed: readonly Rule[],
  unread: readonly LaterKey[],
): Diagnostic[] {
  const engine = engineOf(target);
  const name = ENGINE_NAMES[engine];
  const reader = structOf(target);
  const isNamed = reader === 'podman' && (engine !== 'podman' || does('podman-errno-names', versionsOf(target).engine));
  const ofReader =
    reader === 'oci'
      ? unreadByOci(profile)
      : isNamed
        ? podmanFindings(profile, handed, target, name)
        : errnosOf(profile, profile.rules)
            .filter(({ text }) => text !== '')
            .map(({ text, span }) =>
              info('errno-unread', ...errnoWords(name, shorten(JSON.stringify(text), 64)), span),
            );
  const keys = unread.filter((key) => String(profile[key] ?? '') !== '');
  return [...ofReader, ...keys.map((key) => info('key-unread', ...keyWords(name, key), profile.defaultSpan))];
}

/** What a profile in Docker's format loses where it is read as the OCI's. */
function unreadByOci({ rules, archMap }: Profile): Diagnostic[] {
  const tell = (what: 'conditions' | 'archMap' | 'name', code: string, found: readonly { span: Span }[]) =>
    found[0] === undefined ? [] : [warning(code, ...ociWords(what, found.length), found[0].span)];
  const gated = rules.filter(({ includes, excludes }) => !isOpen(includes) || !isOpen(excludes));
  return [
    ...tell('conditions', 'conditions-unread', gated),
    ...tell('archMap', 'archmap-unread', archMap),
    ...tell(
      'name',
      'name-unread',
      rules.filter(({ isSingle }) => isSingle),
    ),
  ];
}

/** Error names for which Podman doesn't hand the profile to the runtime: of those in rules that don't apply only the type counts. */
function podmanFindings(profile: Profile, rules: readonly Rule[], { arch }: Target, engine: string): Diagnostic[] {
  const mistyped = errnosOf(profile, profile.rules).filter((word) => word.mistyped);
  const unknown = errnosOf(profile, rules).filter(({ text }) => text !== '' && readErrno(text, arch) === undefined);
  return [
    ...mistyped.map(({ span }) => error('type', ...podmanWords(engine, undefined), span)),
    ...unknown.map(({ text, span }) => error('errno-unknown', ...podmanWords(engine, shorten(text, 64)), span)),
  ];
}

/** The error names that are written in the profile's head and in these rules. */
function errnosOf({ defaultErrno }: Profile, rules: readonly Rule[]): readonly Word[] {
  return [defaultErrno, ...rules.map(({ errno }) => errno)].filter((word) => word !== undefined);
}

type Why = InactiveRule['why'];

/** What an engine hands to the runtime: the rules that apply to the target, those that don't, the architectures, the default's error number. */
export interface OciProfile {
  rules: readonly Rule[];
  inactive: readonly { rule: Rule; why: Why }[];
  architectures: readonly string[];
  defaultErrnoRet?: number;
  flags: Profile['flags'];
  listenerPath: string | undefined;
}

/** `asked`: the rules that the engine refuses a profile for. */
interface Handed {
  oci: OciProfile;
  asked: readonly Rule[];
}

/**
 * What the engine hands to the runtime, and what it finds before it (moby, profiles/seccomp, and containers/common, pkg/seccomp, setupSeccomp;
 * containerd, contrib/seccomp, WithProfile). An OCI config.json has been through them already.
 */
export function setupSeccomp(
  profile: Profile,
  target: Target,
): { oci: OciProfile; diagnostics: readonly Diagnostic[] } {
  if (profile.format === 'oci') return { oci: ociProfile(profile, profile.rules, []), diagnostics: [] };
  const engine = engineOf(target);
  const release = versionsOf(target).engine;
  const unread = unreadKeys(engine, release);
  const reader = structOf(target);
  const { oci, asked } =
    reader === 'oci' ? plainProfile(profile, unread) : sortedProfile(profile, target, reader, unread);
  return {
    oci,
    diagnostics: [
      ...(reader === 'oci' ? [] : bothWritten(profile, asked, ENGINE_NAMES[engine])),
      ...(reader === 'docker' ? kernelProblems(profile, target) : []),
      ...tellUnread(profile, target, oci.rules, unread),
    ],
  };
}

/** The text as specs.LinuxSeccomp: what Docker's format has besides is unread, and every rule applies. */
function plainProfile(profile: Profile, unread: readonly LaterKey[]): Handed {
  const rules = profile.rules.map((rule) => (rule.isSingle ? { ...rule, names: [] } : rule));
  return { oci: ociProfile(profile, rules, [], unread), asked: [] };
}

/** The rules that apply to the target, and the architectures of its entry in `archMap`. */
function sortedProfile(
  profile: Profile,
  target: Target,
  reader: 'docker' | 'podman',
  unread: readonly LaterKey[],
): Handed {
  const sorted = profile.rules.map((rule) => ({ rule, why: whyNot(rule, target, reader) }));
  const active = sorted.flatMap(({ rule, why }) => (why === undefined ? [rule] : []));
  const inactive = sorted.flatMap(({ rule, why }) => (why === undefined ? [] : [{ rule, why }]));
  const { inArchMap } = machineOf(target, reader);
  const entry = inArchMap ? profile.archMap.find(({ architecture }) => architecture === target.arch) : undefined;
  const mapped = entry === undefined ? [] : [entry.architecture, ...entry.subArchitectures];
  const oci = ociProfile(profile, active, inactive, unread, mapped);
  // Docker before 23.0 looks only at the rules that apply.
  if (reader === 'docker') return { oci, asked: unread.length > 0 ? active : profile.rules };
  const podmans = podmanProfile(oci, profile, target);
  return { oci: podmans, asked: podmans.rules };
}

function ociProfile(
  profile: Profile,
  rules: readonly Rule[],
  inactive: OciProfile['inactive'],
  unread: readonly LaterKey[] = [],
  mapped: readonly string[] = [],
): OciProfile {
  const held = <Key extends LaterKey>(key: Key) => (unread.includes(key) ? undefined : profile[key]);
  const all = [...profile.architectures.map(({ text }) => text), ...mapped];
  const defaultErrnoRet = held('defaultErrnoRet');
  const errnoRet = defaultErrnoRet === undefined ? {} : { defaultErrnoRet };
  const [flags, listenerPath] = [held('flags') ?? [], held('listenerPath')];
  return { rules, inactive, architectures: all, ...errnoRet, flags, listenerPath };
}

/** Whether the target's engine reads `defaultErrno` and `errno`: containers/common does since Podman 4.0. */
export const readsErrnoNames = (target: Target): boolean =>
  structOf(target) === 'podman' &&
  (engineOf(target) !== 'podman' || does('podman-errno-names', versionsOf(target).engine));

/** Podman leaves out rules without a name, and since 4.0 reads `errno` before `errnoRet`. */
function podmanProfile(
  { defaultErrnoRet: written, ...oci }: OciProfile,
  { defaultErrno }: Profile,
  target: Target,
): OciProfile {
  const named = readsErrnoNames(target);
  const numberOf = (errno: Word | undefined, errnoRet: number | undefined) =>
    named ? errnoOf(errno, errnoRet, target.arch) : errnoRet;
  const defaultErrnoRet = numberOf(defaultErrno, written);
  const rules = oci.rules
    .filter(({ names }) => names.length > 0)
    .map((rule) => {
      const errnoRet = numberOf(rule.errno, rule.errnoRet);
      return errnoRet === undefined ? rule : { ...rule, errnoRet };
    });
  return { ...oci, rules, ...(defaultErrnoRet !== undefined && { defaultErrnoRet }) };
}

/** Why a rule doesn't apply to the target, if anything speaks against it. Podman doesn't know `minKernel`. */
function whyNot({ includes, excludes }: Rule, target: Target, reader: 'docker' | 'podman'): Why | undefined {
  const { name } = machineOf(target, reader);
  const isHeld = (capability: string) => target.capabilities.includes(capability);
  const isReached = (kernel: string) => isAtLeast(target.kernel, kernel);
  const kernelOf = ({ minKernel }: Gate) => (reader === 'docker' && minKernel !== undefined ? [minKernel] : []);
  const not = (test: (value: string) => boolean) => (value: string) => !test(value);
  const against = (needs: Why['needs'], excluded: boolean, values: readonly string[]) =>
    values.length === 0 ? undefined : { needs, excluded, values: [...values] };
  return (
    against('architecture', true, excludes.architectures.includes(name) ? [name] : []) ??
    against('capability', true, excludes.capabilities.filter(isHeld)) ??
    against('kernel', true, kernelOf(excludes).filter(isReached)) ??
    against('architecture', false, includes.architectures.includes(name) ? [] : includes.architectures) ??
    against('capability', false, includes.capabilities.filter(not(isHeld))) ??
    against('kernel', false, kernelOf(includes).filter(not(isReached)))
  );
}

/** Keys that exclude each other: an engine that finds both doesn't hand the profile to the runtime. */
function bothWritten(profile: Profile, rules: readonly Rule[], engine: string): Diagnostic[] {
  const refuses = `${engine} refuses the profile.`;
  const message = 'The profile has both "archMap" and "architectures".';
  const isDouble = profile.architectures.length > 0 && profile.archMap.length > 0;
  return [
    ...(isDouble ? [error('architectures-with-archmap', message, refuses, profile.defaultSpan)] : []),
    ...rules.flatMap(({ nameBesideNames: word }) =>
      word ? [error('name-with-names', 'The rule has both "name" and "names".', refuses, word.span)] : [],
    ),
  ];
}

/** Why Docker doesn't hand the profile to the runtime: it compares a kernel that can't be read. */
function kernelProblems({ rules }: Profile, { kernel }: Target): Diagnostic[] {
  const asking = rules.find(({ includes, excludes }) => (includes.minKernel ?? excludes.minKernel) !== undefined);
  if (asking === undefined || kernelVersion(kernel) !== undefined) return [];
  const message = `${JSON.stringify(kernel)} is not a kernel version such as 6.12.`;
  const hint = 'A rule depends on the kernel version. Write what uname -r prints.';
  return [error('kernel-version', message, hint, asking.span)];
}
