import { type AbiCall, readAbiCall, readList, writeAbiCall } from './abiCall.ts';
import type { LinkLimits } from './fragment.ts';
import { defaultsOf, type Key, key, type LinkFormat, type LinkOf, oneOf, packable, word } from './linkKey.ts';
import { readLink } from './readLink.ts';
import { ARCH_KEY, OWN_PROFILE, STACK } from './stackKey.ts';
import { textKey } from './textKey.ts';
import { readableLink, writeLink } from './writeLink.ts';

/** How often a call was made, at least once. */
export interface CallCount extends AbiCall {
  count: number;
}

/** How often a recorded run made each call, `x86_64.read:1200`; none: every call counts alike. */
const CALL_COUNTS: Key<{ calls: readonly CallCount[] }> = {
  ...key<'calls', readonly CallCount[]>('calls', {
    initial: [],
    expected: 'calls with their counts such as x86_64.read:1200',
    read: (text) => readList(text, readCount),
    write: (calls) => (calls.length === 0 ? undefined : writeCounts(calls)),
  }),
  texts: ({ calls }) => (calls.length === 0 ? [] : [writeCounts(calls)]),
};

const writeCounts = (calls: readonly CallCount[]): string =>
  calls.map(({ count, ...call }) => `${writeAbiCall(call)}:${count}`).join(',');

function readCount(text: string): CallCount | undefined {
  const [, name = '', digits] = /^(.*):([1-9]\d{0,15})$/.exec(text) ?? [];
  const call = readAbiCall(name);
  const count = Number(digits);
  return call && Number.isSafeInteger(count) ? { ...call, count } : undefined;
}

/** The dated name of a profile that the site has, or the reader's own text; without both, the stack's default. */
const PROFILE: Key<{ preset: string | undefined; profile: string | undefined }> = {
  ...OWN_PROFILE,
  names: packable('profile'),
  defaults: { preset: undefined, profile: undefined },
  read(link, unsaid) {
    const preset = link.get('profile');
    return preset === undefined ? OWN_PROFILE.read(link, unsaid) : { preset, profile: undefined };
  },
  write(fields, unsaid) {
    const { preset, profile } = fields;
    return preset === undefined || profile !== undefined ? OWN_PROFILE.write(fields, unsaid) : [['profile', preset]];
  },
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
  /** A program that something else made, in the place of a profile that is compiled; undefined: none. */
  textKey('program', undefined),
  /** What the program is to be good at; `balance` is what the compiler gives unasked. */
  oneOf('for', ['balance', 'size', 'steps']),
  CALL_COUNTS,
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
