import { writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { Feed } from 'feed';
import { toHtml } from 'hast-util-to-html';
import { withOrigin } from '../../../share/fragment.ts';
import { type Change, siteChanges } from '../../../site/changes.ts';

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

/** After a build that knows its origin: writes `/feed.xml`, which the pages name (src/components/head/Published.astro). */
export function changesFeed(): AstroIntegration {
  let address = (path: string) => path;
  return {
    name: 'changes-feed',
    hooks: {
      'astro:config:done': ({ config }) => {
        const base = config.base.replace(/\/$/, '');
        address = (path) => withOrigin(`${base}${path}`, new URL(config.site ?? ''));
      },
      'astro:build:done': async ({ dir }) => writeFile(new URL('feed.xml', dir), atomFeed(siteChanges(), address)),
    },
  };
}
