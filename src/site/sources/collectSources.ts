import type { Citation, Source } from './Source.ts';

/** Sources of one publisher: those whose addresses have the same host. */
export interface Publisher {
  host: string;
  sources: readonly Source[];
}

/** Each address once, by host, in the order of the addresses; of several titles the first counts. */
export function collectSources(citations: readonly Citation[]): readonly Publisher[] {
  const byAddress = Map.groupBy(citations, ({ url }) => addressOf(url));
  const sources = [...byAddress].map(([url, same]) => sourceOf(url, same)).sort((a, b) => compare(a.url, b.url));
  return [...Map.groupBy(sources, ({ url }) => new URL(url).host)]
    .map(([host, ofHost]) => ({ host, sources: ofHost }))
    .sort((a, b) => compare(a.host.replace(/^www\./, ''), b.host.replace(/^www\./, '')));
}

/** What is asked of an address: a fragment is for the browser. */
export const addressOf = (url: string): string => url.replace(/#.*$/s, '');

function sourceOf(url: string, citations: readonly Citation[]): Source {
  const [first] = citations;
  const dated = citations.find((each) => each.dated !== undefined)?.dated ?? dateInAddress(url);
  const by = new Map(citations.map((each) => [each.by.path, each.by]));
  return { url, title: first?.title ?? url, ...(dated !== undefined && { dated }), by: [...by.values()] };
}

/** The day that an address has in its path, as those of blogs and lists do: /2024/01/31/. */
function dateInAddress(url: string): string | undefined {
  const [, year, month, day] = /\/(20\d\d)\/([01]\d)\/([0-3]\d)(?:\/|$)/.exec(url) ?? [];
  return year && `${year}-${month}-${day}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
