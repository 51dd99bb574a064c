import type { Told, Verdict } from './incidentSections.ts';

/** A statement with links to where it is from. */
export function withSources({ html, sources }: Told): string {
  const links = sources.map(({ title, url }) => `<a href="${url.replaceAll('&', '&amp;')}">${title}</a>`);
  return `${html} <span class="incident-source">${links.join(', ')}</span>`;
}

/** The answer in a word; what no filter is asked about has no tone. */
export const chipHtml = ({ word, tone }: Verdict): string =>
  tone === undefined ? `<b>${word}</b>` : `<span class="chip ${tone}">${word}</span>`;

/** When it was made public, and what has it. */
export const publicHtml = (date: string, part: string): string => `<time datetime="${date}">${date}</time>, ${part}`;
