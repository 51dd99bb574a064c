import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { incidentSchema } from '../../src/site/incidents/sectionHtml.ts';
import {
  addressOf,
  collectSources,
  contentCitations,
  dataCitations,
  incidentCitations,
  linksIn,
  pageCitations,
} from '../../src/site/sources/dataCitations.ts';
import { dayWords, seenWords } from '../../src/site/sources/Seen.ts';

const BY = { title: 'A page', path: '/learn/a/' } as const;
const OTHER = { title: 'Another', path: '/learn/b/' } as const;

describe('collecting', () => {
  it('has each address once, by host, with everybody who names it', () =>
    expect(
      collectSources([
        { title: 'unshare(1)', url: 'https://man7.org/unshare.1.html', by: BY },
        { title: 'there', url: 'https://man7.org/unshare.1.html#options', by: OTHER },
        { title: 'there again', url: 'https://man7.org/unshare.1.html', by: OTHER },
        { title: 'A thread', url: 'https://github.com/x/y/issues/1', dated: '2021-01', by: OTHER },
      ]),
    ).toEqual([
      {
        host: 'github.com',
        sources: [{ url: 'https://github.com/x/y/issues/1', title: 'A thread', dated: '2021-01', by: [OTHER] }],
      },
      {
        host: 'man7.org',
        sources: [{ url: 'https://man7.org/unshare.1.html', title: 'unshare(1)', by: [BY, OTHER] }],
      },
    ]));

  it.each([
    ['https://stgraber.org/2014/01/17/lxc-1-0-unprivileged-containers/', '2014-01-17'],
    ['https://www.openwall.com/lists/oss-security/2024/01/31/6', '2024-01-31'],
    ['https://example.org/2024/', undefined],
    ['https://example.org/v2024/01/31x', undefined],
  ])('the day in %s', (url, dated) =>
    expect(collectSources([{ title: 't', url, by: BY }])[0]?.sources[0]?.dated).toBe(dated),
  );

  it('what somebody says counts before the day in the address', () =>
    expect(
      collectSources([
        { title: 't', url: 'https://example.org/2024/01/31/', by: BY },
        { title: 't', url: 'https://example.org/2024/01/31/', dated: '2023', by: OTHER },
      ])[0]?.sources[0]?.dated,
    ).toBe('2023'));
});

describe('the links of a text', () => {
  it.each([
    ['A [page](https://a.example/#x) and [ours](/learn/a/).', [{ title: 'page', url: 'https://a.example/#x' }]],
    ['[`code` and *words*](http://b.example/)', [{ title: 'code and words', url: 'http://b.example/' }]],
    ['See <a href="https://c.example/">there</a>.', [{ title: 'there', url: 'https://c.example/' }]],
    ['---\nsource: https://d.example/\n---\nNone.', []],
    ['```\n[no](https://e.example/)\n```', []],
  ])('%s', (text, links) => expect(linksIn(text)).toEqual(links));

  it('stand behind the sources of front matter, which have titles', () =>
    expect(
      contentCitations([
        { by: BY, sources: [{ title: 'Title', url: 'https://a.example/' }], body: '[words](https://a.example/)' },
      ]).map(({ title }) => title),
    ).toEqual(['Title', 'words']));

  it('of a page of Astro’s', () =>
    expect(
      pageCitations(
        '/play/trace/',
        'Trace check',
        '<p><a class="x" href="https://a.example/">The\n  tool</a> <a href={href("/")}>us</a></p>',
      ),
    ).toEqual([{ title: 'The tool', url: 'https://a.example/', by: { title: 'Trace check', path: '/play/trace/' } }]));
});

test('the tables cite errors, presets, ways, stacks and the history of a default', () => {
  const cited = dataCitations();
  const on = (path: string) => cited.filter(({ by }) => by.path === path).map(({ url }) => url);
  expect(on('/reference/errors/')).toContain('https://man7.org/linux/man-pages/man7/user_namespaces.7.html');
  expect(on('/play/seccomp/')).toContain('https://github.com/moby/moby/pull/52547');
  expect(on('/play/seccomp/')).toContain('https://man7.org/linux/man-pages/man2/unshare.2.html');
  expect(on('/learn/docker-default/')).toContain('https://github.com/moby/moby/pull/24510');
  expect(on('/reference/stacks/')).toContain('https://github.com/moby/moby/issues/42604');
  expect(cited.filter(({ url }) => !url.startsWith('https://'))).toEqual([]);
  expect(cited.filter(({ title }) => title.trim() === '')).toEqual([]);
});

test('an incident cites its record, the sources that it shares, and its own with its number', () => {
  const said = (...from: string[]) => ({ says: 'So.', from });
  const entry = incidentSchema.parse({
    ...{ title: 'A hole', date: '2026-01-01', part: 'runc', ways: [] },
    ...{ what: said('finder'), needs: [said('record')], fixed: said('packet', 'finder') },
    stopped: [{ by: 'nothing', ...said('packet') }],
    sources: { finder: { title: 'the finder’s page', url: 'https://a.example/' } },
  });
  const record = 'https://github.com/CVEProject/cvelistV5/blob/main/cves/2026/0xxx/CVE-2026-0001.json';
  expect(incidentCitations('cve-2026-0001', entry).map(({ title, url }) => [title, url])).toEqual([
    ['CVE-2026-0001, CVE record', record],
    ['CVE-2026-0001, the finder’s page', 'https://a.example/'],
    ['packet(7)', 'https://man7.org/linux/man-pages/man7/packet.7.html'],
  ]);
});

test.each([
  [undefined, 'Not checked'],
  [{ alive: '2026-11-30', asked: '2026-11-30', status: 200 }, 'Seen 30 November 2026'],
  [
    { alive: '2026-11-30', asked: '2026-11-30', status: 200, movedTo: 'https://b.example/' },
    'Seen 30 November 2026, moved to https://b.example/',
  ],
  [
    { alive: '2026-11-30', asked: '2026-12-07', status: 404 },
    'HTTP 404 on 7 December 2026, last seen 30 November 2026',
  ],
  [{ asked: '2026-12-07', status: 'timeout' }, 'timeout on 7 December 2026, never seen'],
] as const)('%o: %s', (seen, words) => expect(seenWords(seen)).toBe(words));

test.each([
  ['2026-04-30', '30 April 2026'],
  ['2026-04', 'April 2026'],
  ['2026', '2026'],
])('%s is %s', (date, words) => expect(dayWords(date)).toBe(words));

// Claim pages have sources.

interface FrontMatter {
  title: string;
  sources?: readonly { title: string; url: string }[];
}
const FRONT = import.meta.glob<FrontMatter>('/content/{learn,reference}/*.mdx', { eager: true, import: 'frontmatter' });
const CLAIMING = Object.entries(FRONT).map(([path, { sources = [] }]) => ({
  page: basename(path, '.mdx'),
  sources,
  links: linksIn(readFileSync(path.slice(1), 'utf8')),
}));

/** Pages of Astro's own that name no sources at their end, and why they need none. */
const WITHOUT_SOURCES: Record<string, string> = {
  index: 'a list of pages',
  '[page]': 'its pages are those of content/reference, above',
  glossary: 'each term names its own source',
  sources: 'it is the list of sources',
};

describe('claim pages have sources', () => {
  it('one at least, each once, with a title and an https address', () => {
    const wrong = CLAIMING.flatMap(({ page, sources }) => {
      const urls = sources.map(({ url }) => url);
      const bad = sources.filter(
        ({ title, url }, at) => title.trim() === '' || !url.startsWith('https://') || urls.indexOf(url) !== at,
      );
      return [...bad.map(({ url }) => [page, url]), ...(urls.length > 0 ? [] : [[page, 'none']])];
    });
    expect(wrong).toEqual([]);
  });

  it('and among them each address that their prose links to', () => {
    const plain = (url: string) => addressOf(url).replace(/\/$/, '');
    const missing = CLAIMING.flatMap(({ page, sources, links }) => {
      const known = new Set(sources.map(({ url }) => plain(url)));
      return links.filter(({ url }) => !known.has(plain(url))).map(({ url }) => [page, url]);
    });
    expect(missing).toEqual([]);
  });

  const own = globSync('src/pages/reference/*.astro').map((path) => ({
    page: basename(path, '.astro'),
    names: /sources=\{(?!\[\]\})/.test(readFileSync(path, 'utf8')),
  }));
  it('a page of the reference that is made of a table names its sources or says why not', () =>
    expect(own.filter(({ page, names }) => names === page in WITHOUT_SOURCES)).toEqual([]));

  it('every term of the glossary that names a source names it by a title and an https address', () => {
    const terms = import.meta.glob<string>('/content/reference/glossary/*.md', {
      eager: true,
      query: '?raw',
      import: 'default',
    });
    const named = Object.values(terms).flatMap((text) =>
      [...text.matchAll(/^source: .*url: "(.*)" \}$/gm)].map(([, url]) => url),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((url) => !url?.startsWith('https://'))).toEqual([]);
  });
});
