import { ARCH_KEY } from './archKey.ts';
import {
  defaultsOf,
  type Key,
  key,
  type LinkFormat,
  type LinkOf,
  oneOf,
  packable,
  readText,
  textEntry,
  word,
} from './linkKey.ts';
import type { LinkLimits } from './linkLimits.ts';
import { readableLine } from './readableMap.ts';
import { readLink } from './readLink.ts';
import { STACK } from './stackKey.ts';
import { readableLink, writeLink } from './writeLink.ts';

/** The dated name of a profile that the site has, or the reader's own text; without both, the stack's default. */
const PROFILE: Key<{ preset: string | undefined; profile: string | undefined }> = {
  names: packable('profile'),
  defaults: { preset: undefined, profile: undefined },
  async read({ get, unpack }) {
    const preset = get('profile');
    if (preset !== undefined) return { preset, profile: undefined };
    const profile = await unpack('profile');
    return profile === undefined ? {} : { preset: undefined, profile };
  },
  write({ preset, profile }) {
    if (profile !== undefined) return [['profile', { packed: profile }]];
    return preset === undefined ? [] : [['profile', preset]];
  },
  texts: ({ profile }) => (profile === undefined ? [] : [profile]),
};

/** A program that something else made, in the place of a profile that is compiled; undefined: none. */
const PROGRAM: Key<{ program: string | undefined }> = {
  names: packable('program'),
  defaults: { program: undefined },
  async read(link) {
    const program = await readText(link, 'program', (readable) => readable);
    return program === undefined ? {} : { program };
  },
  write: ({ program }) => (program === undefined ? [] : [textEntry('program', program, readableLine(program))]),
  texts: ({ program }) => (program === undefined ? [] : [program]),
};

/** Which of the steps to the first call's answer is shown, from 1; undefined: the last. */
const STEP = key<'step', number | undefined>('step', {
  initial: undefined,
  expected: 'a number from 1 on',
  read: (text) => (/^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined),
  write: (step) => step?.toString(),
});

/** What a link to the filter's page says. Without a stack it means Docker 29.9, the newest when such links began. */
const KEYS = [
  STACK,
  ARCH_KEY,
  PROFILE,
  PROGRAM,
  /** What the program is to be good at; `balance` is what the compiler gives unasked. */
  oneOf('for', ['balance', 'size', 'steps']),
  word('call', 'clone(CLONE_NEWUSER)', { always: true }),
  /** A call that runs beside it; empty: none. */
  word('second', ''),
  STEP,
] as const;

/** A state of the filter's page, as a link says it. */
export type FilterLink = LinkOf<typeof KEYS>;

export const FILTER_LINK: LinkFormat<FilterLink> = { keys: KEYS };
export const FILTER_LINK_DEFAULTS: FilterLink = defaultsOf(KEYS);
/** The stack of a link that names none. */
export const FILTER_LINK_STACK = 'docker-29.9';

export const readFilterLink = (fragment: string, limits?: LinkLimits) => readLink(FILTER_LINK, fragment, limits);
export const writeFilterLink = (link: FilterLink) => writeLink(FILTER_LINK, link);

/** The same at once, for states without a text that is packed. */
export const readableFilterLink = (link: FilterLink) => readableLink(FILTER_LINK, link);
