import { type MdastNode, mdxToMdast } from 'satteri';
import checkSets from '../../../content/data/checks/sets.json' with { type: 'json' };
import differences from '../../../content/data/versions/differences.json' with { type: 'json' };
import idMaps from '../../../content/data/versions/idMaps.json' with { type: 'json' };
import { catalogue } from '../../engine/diagnose/index.ts';
import { intents } from '../../engine/seccomp/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import { PRESETS } from '../../instrument/presets/presets.ts';
import { REFUSED_WHY } from '../dockerDefault/staleCopy.ts';
import { type IncidentEntry, incidentSource, statementsOf } from '../incidents/sectionHtml.ts';
import { TALK_REFERENCES } from '../talk/talkReferences.ts';
import { threadLinks } from '../threadLinks.ts';

/** A link of a text. */
interface TextLink {
  title: string;
  url: string;
}

/** The links of a text in MDX or Markdown that lead off this site, with their words. Its front matter is not read. */
export function linksIn(text: string): readonly TextLink[] {
  const body = text.replace(/^---\n[\s\S]*?\n---\n/, '');
  const links: TextLink[] = [];
  collect(mdxToMdast(body, { features: { frontmatter: false } }), links);
  return links;
}

function collect(node: MdastNode, links: TextLink[]): void {
  if (node.type === 'link' && isElsewhere(node.url)) links.push({ title: wordsOf(node).trim(), url: node.url });
  if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
    for (const attribute of node.attributes) {
      if (!('name' in attribute) || attribute.name !== 'href' || typeof attribute.value !== 'string') continue;
      if (isElsewhere(attribute.value)) links.push({ title: wordsOf(node).trim(), url: attribute.value });
    }
  }
  if ('children' in node) for (const child of node.children) collect(child, links);
}

const isElsewhere = (url: string): boolean => /^https?:\/\//.test(url);

function wordsOf(node: MdastNode): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}

/** A page of this site that names a source. */
export interface CitedBy {
  title: string;
  path: `/${string}`;
}

/** A source as one place names it. */
export interface Citation {
  title: string;
  url: string;
  /** When the fact was published or happened: a year, a month or a day, "2026-04-30"; left out where nobody said for certain. */
  dated?: string | undefined;
  by: CitedBy;
}

/** An address, once, with everybody who names it. */
interface Source {
  /** Without a fragment: what is asked whether it is alive. */
  url: string;
  title: string;
  dated?: string;
  by: readonly CitedBy[];
}

const ERRORS: CitedBy = { title: 'Who said no?', path: '/reference/errors/' };
const CHECKER: CitedBy = { title: 'Profile checker', path: '/play/seccomp/' };
const STACK_PAGE: CitedBy = { title: 'Stacks', path: '/reference/stacks/' };
const TALK: CitedBy = { title: 'The talk of 2016', path: '/talk/2016/' };
const CHECKS: CitedBy = { title: 'Checks', path: '/reference/checks/' };
const DOCKER_DEFAULT: CitedBy = { title: 'Docker’s default', path: '/learn/docker-default/' };

/** What the engines’ tables and the presets cite, by the page that shows it. */
export function dataCitations(): readonly Citation[] {
  return [
    ...catalogue().flatMap(({ sources }) =>
      sources.flatMap(({ title, url }) => (url === undefined ? [] : [{ title, url, by: ERRORS }])),
    ),
    ...PRESETS.flatMap(({ notes }) =>
      notes.flatMap(({ date, sources }) => sources.map((source) => ({ ...source, dated: date, by: CHECKER }))),
    ),
    ...intents().flatMap(({ ways }) =>
      ways
        .flatMap(({ sources, sinceSource, barriers }) => [
          ...sources,
          ...(sinceSource ? [sinceSource] : []),
          ...barriers.map(({ source }) => source),
        ])
        .map((source) => ({ ...source, by: CHECKER })),
    ),
    ...PRESETS.flatMap(({ sources = [] }) => sources.map((source) => ({ ...source, by: DOCKER_DEFAULT }))),
    ...checkSets.sets.flatMap(({ sources }) => sources.map((source) => ({ ...source, by: CHECKS }))),
    ...REFUSED_WHY.flatMap(({ why }) => linksIn(why).map((link) => ({ ...link, by: DOCKER_DEFAULT }))),
    ...TALK_REFERENCES.flatMap((reference) => [
      ...('link' in reference ? [{ ...reference.link, by: TALK }] : []),
      ...linksIn(reference.told).map((link) => ({ ...link, by: TALK })),
    ]),
    ...[
      ...STACKS.map(({ source = '', engine }) => threadLinks(source, engine)),
      ...[...differences, ...idMaps].map(({ source, of }) => threadLinks(source, of)),
    ].flatMap((pieces) =>
      pieces.flatMap((piece) =>
        typeof piece === 'string' ? [] : [{ title: threadTitle(piece.url), url: piece.url, by: STACK_PAGE }],
      ),
    ),
  ];
}

/** "moby/moby#42604", "Debian bug 995191". */
function threadTitle(url: string): string {
  const [, repository, number] = /github\.com\/(.+)\/issues\/(\d+)$/.exec(url) ?? [];
  return repository === undefined ? `Debian bug ${url.replace(/^.*\//, '')}` : `${repository}#${number}`;
}

/** A text of content/ with what its front matter says. */
interface ContentEntry {
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

/** The links that a page of Astro’s writes out itself, with their words: `<a href="https://…">words</a>`. */
export function pageCitations(path: `/${string}`, title: string, source: string): readonly Citation[] {
  return [...source.matchAll(/<a\s[^>]*?href="(https?:[^"]+)"[^>]*>([\s\S]*?)<\/a>/g)].map(
    ([, url = '', words = '']) => ({
      title:
        words
          .replace(/<[^>]*>/g, '')
          .replace(/\s+/g, ' ')
          .trim() || url,
      url,
      by: { title, path },
    }),
  );
}

const INCIDENTS: CitedBy = { title: 'Incidents', path: '/reference/incidents/' };

/** What an incident cites, each source once, its CVE record first; of a title that several incidents have, its number tells which. */
export function incidentCitations(id: string, entry: IncidentEntry): readonly Citation[] {
  const names = new Set(['record', entry.dated, ...statementsOf(entry).flatMap(({ from }) => from)]);
  return [...names].map((name) => {
    const { title, url } = incidentSource(id, name, entry.sources);
    const isOwn = name === 'record' || Object.hasOwn(entry.sources, name);
    return { title: isOwn ? `${id.toUpperCase()}, ${title}` : title, url, by: INCIDENTS };
  });
}

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
