import { type Arch, architectureOf, CAPABILITIES, readArch } from '../engine/linux/index.ts';
import type { Engine, Runtime } from '../engine/seccomp/index.ts';
import { capabilitiesOf, type Stack, stackOf } from '../engine/stack/index.ts';
import { formatCapabilities, LINK_CAPABILITIES, parseCapabilities } from './capabilityList.ts';
import { CHECKS, kernelKey } from './checksKey.ts';
import type { LinkLimits } from './fragment.ts';
import { defaultsOf, type Key, key, type LinkFormat, type LinkOf, oneOf, packable, word } from './linkKey.ts';
import { readLink } from './readLink.ts';
import { ARCH_KEY, RELEASE, STACK } from './stackKey.ts';
import { writeLink } from './writeLink.ts';

/** The ABI whose calls the table lists, or all that the filter has. */
export type TableAbi = Arch | 'all';

/** The dated name of a profile that the site has, or the reader's own text. Links had it always, until a stack said it. */
const PROFILE: Key<{ profile: string | undefined; text: string | undefined }> = {
  names: packable('profile'),
  defaults: { profile: 'docker-26.1', text: undefined },
  async read({ get, unpack }) {
    const profile = get('profile');
    if (get('profile.z') === undefined) return profile === undefined ? {} : { profile };
    const text = await unpack('profile');
    return text === undefined ? {} : { profile: undefined, text };
  },
  write(fields, unsaid) {
    const { profile, text = '' } = fields;
    const isSaid = 'stack' in fields && fields.stack !== undefined && profile === unsaid.profile;
    return isSaid && profile !== undefined ? [] : [['profile', profile ?? { packed: text }]];
  },
  texts: ({ text }) => (text === undefined ? [] : [text]),
};

/** A program with its release: `runc-1.3.6`; without one, `runc`, the release that links began with. */
function readProgram<Name extends string>(text: string, names: readonly Name[]) {
  const name = names.find((each) => text === each || text.startsWith(`${each}-`));
  if (name === undefined || text === name) return name && { name, release: undefined };
  const release = text.slice(name.length + 1);
  return RELEASE.test(release) ? { name, release } : undefined;
}

const writeProgram = (name: string, release: string | undefined) =>
  release === undefined ? name : `${name}-${release}`;

/** A program that a link names with its release: two fields, such as `runtime` and `runtimeVersion`, under one key. */
function program<const Field extends string, Name extends string, Initial extends Name | undefined>(
  field: Field,
  names: readonly Name[],
  initial: Initial,
  expected: string,
): Key<Record<Field, Name | Initial> & Record<`${Field}Version`, string | undefined>> {
  type Releases = Record<`${Field}Version`, string | undefined>;
  type Fields = Record<Field, Name | Initial> & Releases;
  const version = `${field}Version` as const;
  const fields = (name: Name | Initial, release: string | undefined) =>
    ({ [field]: name, [version]: release }) as Fields;
  return {
    names: [field],
    defaults: fields(initial, undefined),
    read({ value }) {
      const read = value(field, (text) => readProgram(text, names), expected);
      return read ? fields(read.name, read.release) : {};
    },
    write(said, unsaid) {
      const { [field]: name } = said;
      const { [version]: release }: Releases = said;
      const isUnsaid = name === unsaid[field] && release === unsaid[version];
      return isUnsaid || name === undefined ? [] : [[field, writeProgram(name, release)]];
    },
  };
}

/** Who builds the filter. */
const RUNTIME = program<'runtime', Runtime, Runtime>(
  'runtime',
  ['runc', 'crun', 'libseccomp'],
  'runc',
  'runc, crun or libseccomp, or one with its version such as runc-1.3.6',
);

/** Who reads the profile for it; left out: Podman before crun, else Docker. */
const ENGINE = program<'engine', Engine, undefined>(
  'engine',
  ['docker', 'podman', 'containerd', 'cri-o'],
  undefined,
  'docker, podman, containerd or cri-o, or one with its version such as docker-28.5.2',
);

const LIBSECCOMP = key<'libseccomp', string | undefined>('libseccomp', {
  initial: undefined,
  expected: 'a version such as 2.6.1',
  read: (text) => (RELEASE.test(text) ? text : undefined),
  write: (release) => release,
});

/** `--privileged`, which turns seccomp off and, unless the link says otherwise, gives every capability. */
const RIGHTS: Key<{ privileged: boolean; capabilities: readonly string[] }> = {
  names: ['privileged', 'caps'],
  defaults: { privileged: false, capabilities: LINK_CAPABILITIES['docker-26.1'] },
  read({ get, value, report }, unsaid) {
    const privileged = value('privileged', (text) => text === 'yes' || undefined, 'yes, or the key left out') ?? false;
    const capabilities = parseCapabilities(get('caps') ?? unsaidCapabilities(privileged, unsaid));
    capabilities.diagnostics.forEach(report);
    return { privileged, capabilities: capabilities.value };
  },
  write({ privileged, capabilities }, unsaid) {
    const caps = formatCapabilities(capabilities);
    return [
      ...(privileged ? [['privileged', 'yes'] as const] : []),
      ...(caps === unsaidCapabilities(privileged, unsaid) ? [] : [['caps', caps] as const]),
    ];
  },
};

const unsaidCapabilities = (privileged: boolean, unsaid: { capabilities: readonly string[] }) =>
  privileged ? 'all-6.12' : formatCapabilities(unsaid.capabilities);

const tokenOf = (arch: Arch) => architectureOf(arch).token;

/** What a link to the profile checker says. */
const KEYS = [
  STACK,
  PROFILE,
  word('call', 'clone(CLONE_NEWUSER)', { always: true }),
  /** The call whose roads are listed, where `call` is one of these roads; undefined: those of `call` itself. */
  word('roads', undefined),
  ARCH_KEY,
  kernelKey('6.12', 'filters'),
  ENGINE,
  RUNTIME,
  LIBSECCOMP,
  RIGHTS,
  /** The table: which calls, whose name contains what, of which ABI (undefined: the native one), in which order. */
  oneOf('show', ['all', 'allow', 'depends', 'deny']),
  word('find', ''),
  key<'on', TableAbi | undefined>('on', {
    initial: undefined,
    expected: 'an architecture such as x86_64 or x32, or all',
    read: (text) => (text === 'all' ? text : readArch(text)),
    write: (on) => (on === undefined || on === 'all' ? on : tokenOf(on)),
  }),
  /** With “-” from the last to the first. */
  oneOf('sort', ['name', '-name', 'number', '-number', 'verdict', '-verdict']),
  CHECKS,
] as const;

/** A state of the profile checker, as a link says it. */
export type SeccompLink = LinkOf<typeof KEYS>;

/** The calls that the table shows, and what it is sorted by. */
export type Shown = SeccompLink['show'];
export type SortKey = SeccompLink['sort'];

/** What a stack's name says at once. */
export function saidBy(stack: Stack) {
  const { profile, engine, runtime, versions, kernel } = stack;
  return {
    profile,
    engine,
    engineVersion: versions.engine,
    runtime,
    runtimeVersion: versions.runtime,
    libseccomp: versions.libseccomp,
    kernel,
    capabilities: CAPABILITIES.filter((each) => capabilitiesOf(stack).includes(each)),
  } satisfies Partial<SeccompLink>;
}

/** A link that names a stack and leaves all else to it. */
export const stackLink = (stack: Stack): SeccompLink => ({
  ...SECCOMP_LINK_DEFAULTS,
  ...saidBy(stack),
  stack: stack.id,
});

export const SECCOMP_LINK: LinkFormat<SeccompLink> = {
  keys: KEYS,
  unsaid({ stack }) {
    const chosen = stack === undefined ? undefined : stackOf(stack);
    return chosen ? saidBy(chosen) : {};
  },
};
export const SECCOMP_LINK_DEFAULTS: SeccompLink = defaultsOf(KEYS);

export const readSeccompLink = (fragment: string, limits?: LinkLimits) => readLink(SECCOMP_LINK, fragment, limits);
export const writeSeccompLink = (link: SeccompLink) => writeLink(SECCOMP_LINK, link);
