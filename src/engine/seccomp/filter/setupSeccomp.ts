import podman from '../../../../content/data/podmanErrors.json' with { type: 'json' };
import { type Arch, type Difference, does, errnoNumber, isAtLeast, kernelVersion } from '../../linux/index.ts';
import { type Diagnostic, error, info, shorten, warning } from '../../text/index.ts';
import type { Gate, Profile, Rule, Word } from '../profile/Profile.ts';
import { isOpen } from '../profile/readRule.ts';
import { machineOf } from './engineArchitectures.ts';
import { ENGINE_NAMES, type Engine, engineOf, readerOf, type Target, versionsOf } from './Target.ts';
import type { InactiveRule } from './Verdict.ts';

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
  const name = ENGINE_NAMES[engine];
  const release = versionsOf(target).engine;
  const unread = unreadKeys(engine, release);
  const ofKeys = keysUnread(profile, unread, engine);
  const reader = readerOf(target);
  if (reader === 'oci')
    return { oci: plainProfile(profile, unread), diagnostics: [...unreadByOci(profile), ...ofKeys] };
  const sorted = profile.rules.map((rule) => ({ rule, why: whyNot(rule, target, reader) }));
  const active = sorted.flatMap(({ rule, why }) => (why === undefined ? [rule] : []));
  const inactive = sorted.flatMap(({ rule, why }) => (why === undefined ? [] : [{ rule, why }]));
  const { inArchMap } = machineOf(target, reader);
  const entry = inArchMap ? profile.archMap.find(({ architecture }) => architecture === target.arch) : undefined;
  const mapped = entry === undefined ? [] : [entry.architecture, ...entry.subArchitectures];
  const handed = ociProfile(profile, active, inactive, unread, mapped);
  if (reader === 'podman') {
    const named = engine !== 'podman' || does('podman-errno-names', release);
    const oci = podmanProfile(handed, profile, target, named);
    const ofErrnos = named
      ? podmanFindings(profile, oci, target, name)
      : errnosUnread(profile, 'Podman before 4.0', '');
    return { oci, diagnostics: [...bothWritten(profile, oci.rules, name), ...ofErrnos, ...ofKeys] };
  }
  // Docker before 23.0 looks only at the rules that apply.
  const asked = unread.length > 0 ? active : profile.rules;
  return {
    oci: handed,
    diagnostics: [...bothWritten(profile, asked, name), ...dockerFindings(profile, target), ...ofKeys],
  };
}

type LaterKey = 'defaultErrnoRet' | 'flags' | 'listenerPath';

/** What an engine hands to the runtime from a release on, as content/data/versions tells. */
const LATER: Partial<Record<Engine, { since: Difference; before: string; keys: readonly LaterKey[] }>> = {
  docker: {
    since: 'docker-hands-on-whole-profile',
    before: '23.0',
    keys: ['defaultErrnoRet', 'flags', 'listenerPath'],
  },
  podman: { since: 'podman-hands-on-flags', before: '4.1', keys: ['flags', 'listenerPath'] },
  containerd: { since: 'containerd-listener', before: '1.6', keys: ['listenerPath'] },
};

/** What the target's engine doesn't hand to the runtime yet. */
function unreadKeys(engine: Engine, release: string): readonly LaterKey[] {
  const later = LATER[engine];
  return later === undefined || does(later.since, release) ? [] : later.keys;
}

function keysUnread(profile: Profile, unread: readonly LaterKey[], engine: Engine): Diagnostic[] {
  return unread
    .filter((key) => String(profile[key] ?? '') !== '')
    .map((key) => {
      const message = `${ENGINE_NAMES[engine]} before ${LATER[engine]?.before} does not hand "${key}" to the runtime, so it has no effect.`;
      return info('key-unread', message, undefined, profile.defaultSpan);
    });
}

/** The text as specs.LinuxSeccomp: what Docker's format has besides is unread, and every rule applies. */
function plainProfile(profile: Profile, unread: readonly LaterKey[]): OciProfile {
  const rules = profile.rules.map((rule) => (rule.isSingle ? { ...rule, names: [] } : rule));
  return ociProfile(profile, rules, [], unread);
}

/** What a profile in Docker's format loses where it is read as the OCI's. */
function unreadByOci({ rules, archMap, defaultSpan }: Profile): Diagnostic[] {
  const found: Diagnostic[] = [];
  const gated = rules.filter(({ includes, excludes }) => !isOpen(includes) || !isOpen(excludes));
  const [first] = gated;
  if (first !== undefined) {
    const count = gated.length === 1 ? 'the condition of one rule' : `the conditions of ${gated.length} rules`;
    const message = `containerd does not read "includes" and "excludes": it ignores ${count}.`;
    const hint = 'The rules apply to every container, whatever its capabilities.';
    found.push(warning('conditions-unread', message, hint, first.span));
  }
  if (archMap.length > 0) {
    const message = 'containerd does not read "archMap", so the filter covers the machine’s own architecture only.';
    const hint = 'A call of another, such as a 32-bit one, kills the program. Write "architectures" instead.';
    found.push(warning('archmap-unread', message, hint, archMap[0]?.span ?? defaultSpan));
  }
  const [single] = rules.filter(({ isSingle }) => isSingle);
  if (single !== undefined) {
    const message = 'containerd does not read "name": it ignores the rule.';
    found.push(warning('name-unread', message, 'Write "names" with a list.', single.span));
  }
  return found;
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

/** Podman leaves out rules without a name, and reads `errno` before `errnoRet`: `named`, since 4.0. */
function podmanProfile(
  { defaultErrnoRet: written, ...oci }: OciProfile,
  { defaultErrno }: Profile,
  { arch }: Target,
  named: boolean,
): OciProfile {
  const numberOf = (errno: Word | undefined, errnoRet: number | undefined) =>
    named ? errnoOf(errno, errnoRet, arch) : errnoRet;
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

/** Why Docker doesn't hand the profile to the runtime, and what of it Docker ignores. */
function dockerFindings(profile: Profile, { kernel }: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  const asking = profile.rules.find(
    ({ includes, excludes }) => (includes.minKernel ?? excludes.minKernel) !== undefined,
  );
  if (asking !== undefined && kernelVersion(kernel) === undefined) {
    const message = `${JSON.stringify(kernel)} is not a kernel version such as 6.12.`;
    const hint = 'A rule depends on the kernel version. Write what uname -r prints.';
    found.push(error('kernel-version', message, hint, asking.span));
  }
  return [...found, ...errnosUnread(profile, 'Docker', '; only Podman does')];
}

/** The error names that an engine doesn't read. */
function errnosUnread({ defaultErrno, rules }: Profile, who: string, else_: string): Diagnostic[] {
  const engine = who.split(' ')[0];
  return [defaultErrno, ...rules.map(({ errno }) => errno)].flatMap((word) => {
    if (word === undefined || word.text === '') return [];
    const message = `${who} does not read the error name ${shorten(JSON.stringify(word.text), 64)}${else_}.`;
    const hint = `For ${engine}, write "errnoRet" (or "defaultErrnoRet") with the number.`;
    return [info('errno-unread', message, hint, word.span)];
  });
}

/** Error names for which Podman doesn't hand the profile to the runtime. */
function podmanFindings(profile: Profile, { rules }: OciProfile, { arch }: Target, engine: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const word of [profile.defaultErrno, ...profile.rules.map(({ errno }) => errno)]) {
    if (word?.mistyped !== true) continue;
    const message = 'The error name must be a string such as "EPERM".';
    found.push(error('type', message, `${engine} refuses the whole profile for it; Docker ignores it.`, word.span));
  }
  for (const word of [profile.defaultErrno, ...rules.map(({ errno }) => errno)]) {
    if (word === undefined || word.text === '' || readErrno(word.text, arch) !== undefined) continue;
    const shown = shorten(word.text, 64);
    const message = `${engine} knows no error ${JSON.stringify(shown)}. Write one such as "EPERM".`;
    found.push(error('errno-unknown', message, `${engine}: "unknown errno ${shown}".`, word.span));
  }
  return found;
}

const PODMAN_ERRORS = /* @__PURE__ */ new Set(podman.names);

/** Podman's getErrno: the number in `errno`, or of its name, before the one in `errnoRet`. */
function errnoOf(errno: Word | undefined, errnoRet: number | undefined, arch: Arch): number | undefined {
  return errno === undefined || errno.text === '' ? errnoRet : readErrno(errno.text, arch);
}

/** Digits for at most 32 bits, or a name of Podman's list; undefined for what Podman refuses. */
function readErrno(text: string, arch: Arch): number | undefined {
  if (/^\d+$/.test(text) && BigInt(text) < 1n << 32n) return Number(text);
  if (!PODMAN_ERRORS.has(text)) return undefined;
  // errno(3): the C library's and Go's second name for it, which the kernel's headers lack.
  return errnoNumber(text === 'ENOTSUP' ? 'EOPNOTSUPP' : text, arch);
}
