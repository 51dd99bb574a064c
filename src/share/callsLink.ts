import { type Arch, architectureOf, readArch, readCapability } from '../engine/linux/index.ts';
import type { LinkLimits } from './fragment.ts';
import { defaultsOf, key, type LinkFormat, type LinkOf, oneOf, word } from './linkKey.ts';
import { readLink } from './readLink.ts';
import { readableLink } from './writeLink.ts';

/** What a link to the table of system calls says. */
const KEYS = [
  /** Part of a name, or a number. */
  word('find', ''),
  /** The calls of one ABI; undefined: of any. */
  key<'arch', Arch | undefined>('arch', {
    initial: undefined,
    expected: 'an architecture such as x86_64 or aarch64',
    read: readArch,
    write: (arch) => arch && architectureOf(arch).token,
  }),
  /** What the newest Docker’s default says to them. */
  oneOf('verdict', ['all', 'allowed', 'gated', 'refused']),
  /** A capability that Docker’s default asks for; undefined: whichever, or none. */
  key<'cap', string | undefined>('cap', {
    initial: undefined,
    expected: 'a capability such as SYS_ADMIN',
    read: readCapability,
    write: (capability) => capability?.replace(/^CAP_/, ''),
  }),
  /** With “-” from the last to the first. */
  oneOf('sort', ['name', '-name', 'number', '-number', 'since', '-since', 'verdict', '-verdict']),
] as const;

/** A state of the table of system calls, as a link says it. */
export type CallsLink = LinkOf<typeof KEYS>;

export const CALLS_LINK: LinkFormat<CallsLink> = { keys: KEYS };
export const CALLS_LINK_DEFAULTS: CallsLink = defaultsOf(KEYS);

export const readCallsLink = (fragment: string, limits?: LinkLimits) => readLink(CALLS_LINK, fragment, limits);

/** The fragment of a state, without `#`; '' for the whole table by name. */
export const writeCallsLink = (link: CallsLink): string => readableLink(CALLS_LINK, link) ?? '';
