import { describe, expect, it } from 'vitest';
import { flattenResults } from '../../src/components/search/flattenResults.ts';

describe('flattenResults', () => {
  it('gives each page, then three of its headings at most, with matches split out', () => {
    const heading = (n: number) => ({ title: `h${n}`, url: `/p/#h${n}`, excerpt: 'x' });
    const page = {
      url: '/p/',
      meta: { title: 'P' },
      excerpt: 'a <mark>b</mark> &lt;c&gt; &amp;amp;',
      sub_results: [{ title: 'P', url: '/p/', excerpt: 'x' }, heading(1), heading(2), heading(3), heading(4)],
    };
    expect(flattenResults([page])).toEqual([
      { kind: 'page', title: 'P', url: '/p/', excerpt: ['a ', 'b', ' <c> &amp;'] },
      { kind: 'heading', title: 'h1', url: '/p/#h1', excerpt: ['x'] },
      { kind: 'heading', title: 'h2', url: '/p/#h2', excerpt: ['x'] },
      { kind: 'heading', title: 'h3', url: '/p/#h3', excerpt: ['x'] },
    ]);
  });

  it('falls back to the address for a page without a title', () =>
    expect(flattenResults([{ url: '/q/', meta: {}, excerpt: '', sub_results: [] }])).toEqual([
      { kind: 'page', title: '/q/', url: '/q/', excerpt: [''] },
    ]));
});
