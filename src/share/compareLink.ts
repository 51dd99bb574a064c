import { stackOf } from '../engine/stack/index.ts';
import type { LinkLimits } from './fragment.ts';
import { defaultsOf, type Key, type LinkFormat, type LinkOf, packable, word } from './linkKey.ts';
import { readLink } from './readLink.ts';
import { ARCH_KEY, STACK } from './stackKey.ts';
import { writeLink } from './writeLink.ts';

/** One of the two profiles: the name of one that the site has, or the reader's own text. */
export type ComparedProfile = { preset: string } | { text: string };

/** Which of the two. */
export type ComparedSide = 'before' | 'after';

/** A profile under its side's name, by its dated name or packed. It is in every link, so that a link says what is compared. */
function profileOf<const Side extends ComparedSide>(side: Side, preset: string): Key<Record<Side, ComparedProfile>> {
  const fields = (profile: ComparedProfile) => ({ [side]: profile }) as Record<Side, ComparedProfile>;
  return {
    names: packable(side),
    defaults: fields({ preset }),
    async read({ get, unpack }) {
      const text = await unpack(side);
      if (text !== undefined) return fields({ text });
      const named = get(side);
      return named === undefined ? {} : fields({ preset: named });
    },
    write({ [side]: profile }) {
      return [[side, 'preset' in profile ? profile.preset : { packed: profile.text }]];
    },
    texts: ({ [side]: profile }) => ('text' in profile ? [profile.text] : []),
  };
}

/** The stack of the second profile, where that is another; undefined: the same. */
const AFTER_STACK: Key<{ afterStack: string | undefined }> = {
  names: ['after-stack'],
  defaults: { afterStack: undefined },
  read({ value }) {
    const afterStack = value('after-stack', (text) => stackOf(text)?.id, 'the name of a stack such as docker-26.1');
    return afterStack === undefined ? {} : { afterStack };
  },
  write: ({ afterStack }) => (afterStack === undefined ? [] : [['after-stack', afterStack]]),
};

/** Where one stands in the ten years of defaults below the comparison, by the name of the profile; undefined: at Docker's newest. */
const AT = word('at', undefined);

/** What a link to the comparison says. Without a stack it means Docker 29.9, the newest when such links began. */
const KEYS = [
  profileOf('before', 'docker-26.1'),
  profileOf('after', 'docker-29.9.0'),
  STACK,
  AFTER_STACK,
  ARCH_KEY,
  AT,
] as const;

/** A state of the comparison, as a link says it. */
export type CompareLink = LinkOf<typeof KEYS>;

export const COMPARE_LINK_DEFAULTS: CompareLink = defaultsOf(KEYS);

/** Whether a link is about the ten years alone, and compares what links began with. */
export function isOfTenYears(link: CompareLink): boolean {
  const compared = Object.entries(COMPARE_LINK_DEFAULTS).filter(([field]) => field !== 'at');
  const began = compared.every(([field, value]) => JSON.stringify(Reflect.get(link, field)) === JSON.stringify(value));
  return link.at !== undefined && began;
}

export const COMPARE_LINK: LinkFormat<CompareLink> = {
  keys: KEYS,
  // What is compared is in every other link; `#at=docker-29.4` is short enough for a slide.
  keysFor: (link) => (isOfTenYears(link) ? [AT] : KEYS),
};
/** The stack of a link that names none. */
export const COMPARE_LINK_STACK = 'docker-29.9';

export const readCompareLink = (fragment: string, limits?: LinkLimits) => readLink(COMPARE_LINK, fragment, limits);
export const writeCompareLink = (link: CompareLink) => writeLink(COMPARE_LINK, link);
