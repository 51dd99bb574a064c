import type { LinkLimits } from './fragment.ts';
import { defaultsOf, type LinkFormat, type LinkOf, word } from './linkKey.ts';
import { readLink } from './readLink.ts';
import { ARCH_KEY, OWN_PROFILE, STACK } from './stackKey.ts';
import { readableLink, writeLink } from './writeLink.ts';

/** What a link to the stack table says. */
const KEYS = [
  /** Empty: every call that the image's libc makes. */
  word('call', 'clone3', { always: true }),
  /** An image, `ubuntu:22.04`, or a libc, `glibc 2.35`; empty: the newest of each libc. */
  word('image', ''),
  ARCH_KEY,
  /** The stack whose row is told first; undefined: none of them. */
  STACK,
  OWN_PROFILE,
] as const;

/** A state of the stack table, as a link says it. */
export type StackTableLink = LinkOf<typeof KEYS>;

export const STACK_TABLE_LINK: LinkFormat<StackTableLink> = { keys: KEYS };
export const STACK_TABLE_DEFAULTS: StackTableLink = defaultsOf(KEYS);

export const readStackTableLink = (fragment: string, limits?: LinkLimits) =>
  readLink(STACK_TABLE_LINK, fragment, limits);
export const writeStackTableLink = (link: StackTableLink) => writeLink(STACK_TABLE_LINK, link);

/** The same at once, for states without a profile. */
export const readableStackTableLink = (link: StackTableLink) => readableLink(STACK_TABLE_LINK, link);
