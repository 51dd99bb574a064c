import { type Arch, architectureOf, readArch } from '../engine/linux/index.ts';
import { formatCapabilities, LINK_CAPABILITIES, parseCapabilities } from './capabilityList.ts';
import { kernelProblem } from './kernelProblem.ts';
import { defaultsOf, type Key, key, type LinkFormat, type LinkOf, oneOf, packable, word } from './linkKey.ts';
import type { LinkLimits } from './linkLimits.ts';
import { readLink } from './readLink.ts';
import { writeLink } from './writeLink.ts';

/** The ABI whose calls the table lists, or all that the filter has. */
export type TableAbi = Arch | 'all';

/** What `uname -r` can print (linux/utsname.h, __NEW_UTS_LEN); whether it is a version is for the engine to say. */
export const LONGEST_KERNEL = 64;

/** The dated name of a profile that the site has, or the reader's own text. */
const PROFILE: Key<{ profile: string | undefined; text: string | undefined }> = {
  names: packable('profile'),
  defaults: { profile: 'docker-26.1', text: undefined },
  async read({ get, unpack }) {
    const profile = get('profile');
    if (get('profile.z') === undefined) return profile === undefined ? {} : { profile };
    const text = await unpack('profile');
    return text === undefined ? {} : { profile: undefined, text };
  },
  write: ({ profile, text = '' }) => [['profile', profile ?? { packed: text }]],
  texts: ({ text }) => (text === undefined ? [] : [text]),
};

/** `--privileged`, which turns seccomp off and, unless the link says otherwise, gives every capability. */
const RIGHTS: Key<{ privileged: boolean; capabilities: readonly string[] }> = {
  names: ['privileged', 'caps'],
  defaults: { privileged: false, capabilities: LINK_CAPABILITIES['docker-26.1'] },
  read({ get, value, report }) {
    const privileged = value('privileged', (text) => text === 'yes' || undefined, 'yes, or the key left out') ?? false;
    const capabilities = parseCapabilities(get('caps') ?? unsaidCapabilities(privileged));
    capabilities.diagnostics.forEach(report);
    return { privileged, capabilities: capabilities.value };
  },
  write({ privileged, capabilities }) {
    const caps = formatCapabilities(capabilities);
    return [
      ...(privileged ? [['privileged', 'yes'] as const] : []),
      ...(caps === unsaidCapabilities(privileged) ? [] : [['caps', caps] as const]),
    ];
  },
};

const unsaidCapabilities = (privileged: boolean) => (privileged ? 'all-6.12' : 'docker-26.1');

const tokenOf = (arch: Arch) => architectureOf(arch).token;

/** What a link to the profile checker says. */
const KEYS = [
  PROFILE,
  word('call', 'clone(CLONE_NEWUSER)', { always: true }),
  /** The call whose roads are listed, where `call` is one of these roads; undefined: those of `call` itself. */
  word('roads', undefined),
  key<'arch', Arch>('arch', {
    initial: 'SCMP_ARCH_X86_64',
    expected: 'an architecture such as x86_64 or aarch64',
    read: readArch,
    write: tokenOf,
  }),
  key('kernel', {
    initial: '6.12',
    expected: 'a kernel version such as 6.12',
    read: (text) => (text.length <= LONGEST_KERNEL && !kernelProblem(text) ? text : undefined),
    write: (kernel) => kernel,
  }),
  oneOf('runtime', ['runc', 'crun', 'libseccomp']),
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
] as const;

/** A state of the profile checker, as a link says it. */
export type SeccompLink = LinkOf<typeof KEYS>;

/** The calls that the table shows, and what it is sorted by. */
export type Shown = SeccompLink['show'];
export type SortKey = SeccompLink['sort'];

export const SECCOMP_LINK: LinkFormat<SeccompLink> = { keys: KEYS };
export const SECCOMP_LINK_DEFAULTS: SeccompLink = defaultsOf(KEYS);

export const readSeccompLink = (fragment: string, limits?: LinkLimits) => readLink(SECCOMP_LINK, fragment, limits);
export const writeSeccompLink = (link: SeccompLink) => writeLink(SECCOMP_LINK, link);
