import { Feed } from 'feed';
import { toHtml } from 'hast-util-to-html';
import type { Change } from '../../../site/changes.ts';

/**
 * The feed of what changed as Atom (RFC 4287). `address` gives a path its whole address. Nothing in it is of the time of the build: it is as new as its
 * newest entry.
 */
export function atomFeed(changes: readonly Change[], address: (path: string) => string): string {
  const own = address('/feed.xml');
  const days = changes.map(({ date }) => date).sort();
  const feed = new Feed({
    title: 'Below the Waterline',
    description: 'What is new in the guide, the instruments and the reference',
    id: own,
    link: address('/'),
    feedLinks: { atom: own },
    updated: new Date(days.at(-1) ?? 0),
    author: { name: 'The Waterline authors' },
    generator: false,
  });
  for (const { id, date, title, page, text } of changes) {
    const day = new Date(date);
    const entry = { id: `${own}#${id}`, link: address(page), date: day, published: day };
    feed.addItem({ ...entry, title: asHtml(title), description: asHtml(text) });
  }
  return feed.atom1();
}

/** Titles and summaries are HTML there. */
const asHtml = (value: string): string => toHtml({ type: 'text', value });
