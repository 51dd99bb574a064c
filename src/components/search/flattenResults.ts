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
/** How much of a word of the question a match must begin with: Pagefind goes on with ever shorter beginnings until something matches. */
const LEAST_SHARE = 0.6;

/**
 * The lines for these pages: each page, then its matching headings, three at most, those that name most of the question first. A page's own excerpt
 * stands only where no heading has one, so that a line leads to what it shows. Pages that match a mere stump of the question are left out.
 */
export function flattenResults(pages: readonly FoundPage[], query: string): ResultLine[] {
  const words = query
    .toLowerCase()
    .split(/[\s:,;]+/)
    .filter((word) => word !== '');
  const named = (title: string) => words.filter((word) => title.toLowerCase().includes(word)).length;
  const names = (title: string) => named(title) > 0;
  return pages
    .filter((page) => isNear(page, words))
    .sort((a, b) => score(b, names) - score(a, names))
    .flatMap((page) => {
      const headings = page.sub_results
        .filter(({ url }) => url.includes('#'))
        .sort((a, b) => named(b.title) - named(a.title))
        .slice(0, MOST_HEADINGS);
      const excerpt = headings.length === 0 ? splitAtMarks(page.excerpt) : [];
      return [
        { kind: 'page' as const, title: page.meta.title ?? page.url, url: page.url, excerpt },
        ...headings.map(({ title, url, excerpt }) => ({
          kind: 'heading' as const,
          title,
          url,
          excerpt: splitAtMarks(excerpt),
        })),
      ];
    });
}

/** Pages whose title or headings name the question come first; otherwise Pagefind's order holds, as sorting is stable. */
function score({ meta, sub_results }: FoundPage, names: (title: string) => boolean): number {
  if (names(meta.title ?? '')) return 2;
  return sub_results.some(({ title }) => names(title)) ? 1 : 0;
}

function isNear({ excerpt, sub_results }: FoundPage, words: readonly string[]): boolean {
  const marked = [excerpt, ...sub_results.map((sub) => sub.excerpt)].flatMap((text) =>
    splitAtMarks(text).filter((_, at) => at % 2 === 1),
  );
  const beginnings = words.map((word) => word.slice(0, Math.ceil(word.length * LEAST_SHARE)));
  return marked.some((match) => beginnings.some((beginning) => match.toLowerCase().includes(beginning)));
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
