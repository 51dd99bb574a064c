import type { LinkLimits } from './fragment.ts';
import {
  defaultsOf,
  type Key,
  key,
  type LinkFormat,
  type LinkOf,
  packable,
  readText,
  textEntry,
  word,
} from './linkKey.ts';
import { readLink } from './readLink.ts';
import { readableLink, writeLink } from './writeLink.ts';

/** Between the links of a list that a link says readably. */
const BETWEEN = '|';
const MOST_READABLE = 600;

/** The links of which a deck is made, a line each. */
const LINKS: Key<{ links: string }> = {
  names: packable('links'),
  defaults: { links: '' },
  async read(link) {
    const links = await readText(link, 'links', (readable) => readable.split(BETWEEN).join('\n'));
    return links === undefined ? {} : { links };
  },
  write: ({ links }) => (links === '' ? [] : [textEntry('links', links, short(links))]),
  texts: ({ links }) => (links === '' ? [] : [links]),
};

const short = (links: string) =>
  links.length > MOST_READABLE || links.includes(BETWEEN) || /\r|^$/m.test(links)
    ? undefined
    : links.split('\n').join(BETWEEN);

/** What a link to a deck of one's own says. */
const KEYS = [
  /** A chapter whose figures, recordings and instruments are the slides. */
  word('chapter', ''),
  LINKS,
  /** The slide, counted from 1. */
  key('slide', {
    initial: 1,
    expected: 'the number of a slide, such as 3',
    read: (text) => (/^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined),
    write: String,
  }),
] as const;

/** A deck of one's own, as a link says it. */
export type TalkLink = LinkOf<typeof KEYS>;

export const TALK_LINK: LinkFormat<TalkLink> = { keys: KEYS };
export const TALK_LINK_DEFAULTS: TalkLink = defaultsOf(KEYS);

export const readTalkLink = (fragment: string, limits?: LinkLimits) => readLink(TALK_LINK, fragment, limits);
export const writeTalkLink = (link: TalkLink) => writeLink(TALK_LINK, link);
/** The address of a deck made of that list, beside what is at `link`: an address of this site. Undefined where `link` is no place of a chapter, an instrument or the reference. */
export async function deckAddress(link: string, list: string): Promise<string | undefined> {
  const [, before] = /^([^#?]*?)\/(?:play|learn|reference)\//.exec(link) ?? [];
  return before === undefined
    ? undefined
    : `${before}/talk/own/#${await writeTalkLink({ ...TALK_LINK_DEFAULTS, links: list })}`;
}

/** The fragment of a chapter's slides, without `#`. */
export const chapterSlidesLink = (chapter: string): string =>
  readableLink(TALK_LINK, { ...TALK_LINK_DEFAULTS, chapter }) ?? '';
