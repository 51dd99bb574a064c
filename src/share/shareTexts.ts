/** What is shared, in words: its title, what it says, and its whole address. */
export interface SharedWords {
  title: string;
  /** What is answered or told there; '' where the title says it all, or there is no answer yet. */
  says: string;
  link: string;
}

/** A line of Markdown: a link, and behind it what is told there. No character of either is taken for markup (CommonMark, “Backslash escapes”). */
export function markdownOf({ title, says, link }: SharedWords): string {
  const address = link
    .replace(/[()<>\\\s]/g, encodeURIComponent)
    .replace(/[()]/g, (each) => (each === '(' ? '%28' : '%29'));
  return `[${escapedMarkdown(title)}](${address})${says === '' ? '' : `: ${escapedMarkdown(says)}`}`;
}

const escapedMarkdown = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~!&]/g, '\\$&');

/** The narrowest and lowest that an embedded instrument is made for, in pixels. */
export const EMBED_SIZE = { width: 480, height: 320 } as const;

/** The element that shows an embedded instrument in a page of somebody else's. `address`: of its page under /embed/, with the state. */
export function iframeOf(title: string, address: string): string {
  const { width, height } = EMBED_SIZE;
  const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${attribute(address)}" title="${attribute(title)}" width="${width * 1.5}" height="${height * 1.5}" loading="lazy"></iframe>`;
}

/** The list of a deck that ends in what is shared: the whole talk, and a slide with its title, its words and its code. Undefined for what is no place of this site. */
export function lastSlideList({ link, ...words }: SharedWords): string | undefined {
  const [, place] = /^[^#?]*?(\/(?:play|learn|reference)\/.*)$/s.exec(link) ?? [];
  return place === undefined ? undefined : `/talk/\n${markdownOf({ ...words, link: place })}`;
}

/** The address that embeds what the address of an instrument's page shows; undefined for pages that can't be embedded. */
export function embedAddress(link: string): string | undefined {
  const [, before, instrument, fragment] = /^([^#]*)\/play\/([a-z-]+)\/(#.*)?$/.exec(link) ?? [];
  return instrument === undefined ? undefined : `${before}/embed/${instrument}/${fragment ?? ''}`;
}

/** A file's name of a title: letters, digits and hyphens, for every system takes those. */
export function fileNameOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 60).replace(/-$/, '') || 'below-the-waterline';
}
