import { expect, it } from 'vitest';
import { atomFeed } from '../../../../src/tools/build/feed/changesFeed.ts';

const change = (id: string, date: string) => ({ id, date, title: 'A & B', page: '/learn/', text: 'What <b> is.' });
const feed = atomFeed(
  [change('second', '2026-11-28'), change('first', '2026-11-25')],
  (path) => `https://e.org${path}`,
);

it('is as new as its newest entry, whenever it is made', () =>
  expect([...feed.matchAll(/<updated>([^<]+)/g)].map(([, day]) => day)).toEqual([
    '2026-11-28T00:00:00.000Z',
    '2026-11-28T00:00:00.000Z',
    '2026-11-25T00:00:00.000Z',
  ]));

it('names itself, the site, and each entry by a name that stays', () =>
  expect([...feed.matchAll(/<(?:id>|link [^>]*href=")([^<"]+)/g)].map(([, address]) => address)).toEqual([
    'https://e.org/feed.xml',
    'https://e.org/',
    'https://e.org/feed.xml',
    'https://e.org/feed.xml#second',
    'https://e.org/learn/',
    'https://e.org/feed.xml#first',
    'https://e.org/learn/',
  ]));

it('tells titles and texts as HTML', () =>
  expect(feed).toContain('<summary type="html"><![CDATA[What &#x3C;b> is.]]></summary>'));
