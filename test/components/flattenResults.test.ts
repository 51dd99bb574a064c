import { describe, expect, it, test } from 'vitest';
import { type FoundPage, firstHit, flattenResults, type ResultLine } from '../../src/components/search/callOffer.ts';

const page = (
  title: string | undefined,
  excerpt: string,
  headings: [title: string, excerpt: string][] = [],
): FoundPage => ({
  url: `/${title ?? 'untitled'}/`,
  meta: title === undefined ? {} : { title },
  excerpt,
  content: [excerpt, ...headings.map(([, text]) => text)].join(' ').replace(/<\/?mark>/g, ''),
  sub_results: headings.map(([heading, text]) => ({
    title: heading,
    url: `/p/#${heading}`,
    excerpt: text,
    locations: [],
  })),
});
const shown = (pages: FoundPage[], query: string) =>
  flattenResults(pages, query).map(
    ({ kind, title, excerpt }) =>
      `${kind} ${title}: ${excerpt.map((part, at) => (at % 2 ? `[${part}]` : part)).join('')}`,
  );

describe('flattenResults', () => {
  it.each([
    [
      'a page alone shows its excerpt',
      [page('P', 'a <mark>uid</mark> &lt;c&gt; &amp;amp;')],
      'uid',
      ['page P: a [uid] <c> &amp;'],
    ],
    [
      'with headings, three at most, they show theirs',
      [
        page('P', '<mark>uid</mark>', [
          ['h1', '<mark>uid</mark> 1'],
          ['h2', '2'],
          ['h3', '3'],
          ['h4', '4'],
        ]),
      ],
      'uid',
      ['page P: ', 'heading h1: [uid] 1', 'heading h2: 2', 'heading h3: 3'],
    ],
    [
      'a heading that names the question comes first',
      [
        page('P', '', [
          ['other', '<mark>nobody</mark>'],
          ['owned by nobody', '<mark>nobody</mark>'],
        ]),
      ],
      'nobody',
      ['page P: ', 'heading owned by nobody: [nobody]', 'heading other: [nobody]'],
    ],
    [
      'one that names more of it before one that names less, whatever stands between the words',
      [
        page('P', '', [
          ['unshare: Operation not permitted', '<mark>not</mark>'],
          ['pthread_create failed: Operation not permitted', '<mark>not</mark>'],
        ]),
      ],
      'pthread_create failed: Operation not permitted',
      [
        'page P: ',
        'heading pthread_create failed: Operation not permitted: not',
        'heading unshare: Operation not permitted: not',
      ],
    ],
    [
      'so does a page',
      [page('Other', '<mark>seccomp</mark>'), page('Seccomp', '<mark>seccomp</mark>')],
      'seccomp',
      ['page Seccomp: [seccomp]', 'page Other: [seccomp]'],
    ],
    [
      'a page without a title shows its address',
      [page(undefined, '<mark>uid</mark>')],
      'uid',
      ['page /untitled/: [uid]'],
    ],
    ['a match on a stump of the question is none', [page('P', '<mark>as</mark> and <mark>as</mark>')], 'asdfgh', []],
    ['a page that lacks a word of the question is none', [page('P', '<mark>newuidmap</mark>')], 'newuidmap range', []],
    [
      'common words are not marked',
      [page('P', 'a <mark>a</mark> <mark>range</mark> <mark>and</mark> <mark>count</mark> <mark>and</mark>')],
      'a range and a count',
      ['page P: a a [range] and [count] and'],
    ],
    ['a longer word that begins so is one', [page('P', '<mark>namespaces</mark>')], 'namesp', ['page P: [namespaces]']],
  ] as [string, FoundPage[], string, string[]][])('%s', (_name, pages, query, lines) =>
    expect(shown(pages, query)).toEqual(lines),
  );

  it('puts first the heading under which most of the question stands, whatever the headings name', () => {
    const found = page('P', '', [
      ['operation not permitted', 'said here: operation'],
      ['a start', 'closing exec: operation'],
    ]);
    const [named, full] = found.sub_results;
    if (!named || !full) throw new Error('Two headings.');
    // The excerpts one after the other are the page's text.
    const placed = { ...found, content: found.content.trim() };
    const sub_results = [
      { ...named, locations: [2] },
      { ...full, locations: [3, 4, 5] },
    ];
    expect(shown([{ ...placed, sub_results }], 'closing exec operation')[1]).toBe(
      'heading a start: closing exec: operation',
    );
  });

  it.each<[what: string, query: string, apart: [text: string, at: number[]], row: [text: string, at: number[]]]>([
    [
      'finds no short word within another',
      'permitted in a',
      ['permitted io_uring_queue_init: again', [0]],
      ['permitted in a container', [3]],
    ],
    [
      'finds a dash of the question',
      'invalid argument - failed',
      ['invalid argument failed', [0, 1, 2]],
      ['invalid argument - failed', [3, 4, 6]],
    ],
  ])('puts first what stands in a row, and %s', (_what, query, [apart, apartAt], [row, rowAt]) => {
    const found = page('P', '', [
      ['apart', apart],
      ['in a row', row],
    ]);
    const sub_results = found.sub_results.map((heading, at) => ({ ...heading, locations: at === 0 ? apartAt : rowAt }));
    expect(shown([{ ...found, content: found.content.trim(), sub_results }], query)[1]).toBe(
      `heading in a row: ${row}`,
    );
  });
});

const resultLine = (kind: ResultLine['kind'], title: string, excerpt: string[]): ResultLine => ({
  kind,
  title,
  url: `/${title}/`,
  excerpt,
});
const who = resultLine('page', 'Who said no?', []);
const stopped = resultLine('heading', 'cannot start a stopped process', ['a ', 'stopped', ' process']);
const offer = resultLine('call', 'Ask the profile checker about ', ['Does it?']);

test.each<[string, ResultLine[], string, ResultLine | undefined]>([
  ['the heading where the page has no match of its own', [who, stopped], 'stopped process', stopped],
  ['the page whose title says it', [who, stopped], 'who said no', who],
  [
    'the page that shows a match',
    [resultLine('page', 'P', ['a ', 'b']), stopped],
    'b',
    resultLine('page', 'P', ['a ', 'b']),
  ],
  ['the profile checker for a call', [offer, who, stopped], 'mkdir("a")', offer],
  ['nothing where nothing is found', [], 'qqq', undefined],
])('Enter opens %s', (_, lines, query, first) => expect(firstHit(lines, query)).toEqual(first));
