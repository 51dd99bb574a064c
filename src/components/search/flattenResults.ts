/** One page that Pagefind found, with the places in it that match. */
export interface FoundPage {
  url: string;
  meta: { title?: string };
  excerpt: string;
  sub_results: readonly { title: string; url: string; excerpt: string }[];
}

/** One line of the result list; the excerpt is split so that every second part is a match. */
export interface ResultLine {
  kind: 'page' | 'heading';
  title: string;
  url: string;
  excerpt: string[];
}

const MOST_HEADINGS = 3;

/** The lines for these pages: each page, then its matching headings, three at most. */
export function flattenResults(pages: readonly FoundPage[]): ResultLine[] {
  return pages.flatMap((page) => {
    const headings = page.sub_results.filter(({ url }) => url.includes('#')).slice(0, MOST_HEADINGS);
    return [
      { kind: 'page' as const, title: page.meta.title ?? page.url, url: page.url, excerpt: splitAtMarks(page.excerpt) },
      ...headings.map(({ title, url, excerpt }) => ({
        kind: 'heading' as const,
        title,
        url,
        excerpt: splitAtMarks(excerpt),
      })),
    ];
  });
}

/** Pagefind's excerpts are escaped HTML in which only `<mark>` is markup. */
function splitAtMarks(excerpt: string): string[] {
  return excerpt
    .split(/<\/?mark>/)
    .map((part) =>
      part
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&'),
    );
}
