import { linksIn } from './linksIn.ts';
import type { Citation, CitedBy } from './Source.ts';

/** A text of content/ with what its front matter says. */
export interface ContentEntry {
  by: CitedBy;
  /** The sources of its front matter. */
  sources: readonly Omit<Citation, 'by'>[];
  body: string;
}

/** What the texts cite: the sources of their front matter first, for those have titles; then the links of their prose. */
export function contentCitations(entries: readonly ContentEntry[]): readonly Citation[] {
  const told = entries.flatMap(({ by, sources }) =>
    sources.map(({ title, url, dated }) => ({ title, url, dated, by })),
  );
  const linked = entries.flatMap(({ by, body }) => linksIn(body).map((link) => ({ ...link, by })));
  return [...told, ...linked];
}
