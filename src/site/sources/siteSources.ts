import { getCollection } from 'astro:content';
import {
  type Citation,
  type CitedBy,
  collectSources,
  contentCitations,
  dataCitations,
  incidentCitations,
  type Publisher,
  pageCitations,
} from './dataCitations.ts';

const PAGES = import.meta.glob<string>('/src/pages/**/*.astro', { eager: true, query: '?raw', import: 'default' });

let sources: Promise<readonly Publisher[]> | undefined;

/** Every source that the site names, by publisher; worked out once. */
export function siteSources(): Promise<readonly Publisher[]> {
  sources ??= collect();
  return sources;
}

async function collect(): Promise<readonly Publisher[]> {
  const [learn, reference, talk, glossary, exercises, incidents] = await Promise.all([
    getCollection('learn'),
    getCollection('reference'),
    getCollection('talk'),
    getCollection('glossary'),
    getCollection('exercises'),
    getCollection('incidents'),
  ]);
  const titles = new Map(learn.map(({ id, data }) => [id, data.title]));
  const chapter = (slug: string): CitedBy => ({ title: titles.get(slug) ?? slug, path: `/learn/${slug}/` });
  return collectSources([
    ...contentCitations([
      ...learn.map(({ id, data, body = '' }) => ({
        by: chapter(id),
        sources: data.sources,
        body: withLines(data, body),
      })),
      ...reference.map(({ id, data, body = '' }) => ({
        by: { title: data.title, path: `/reference/${id}/` as const },
        sources: data.sources,
        body,
      })),
      ...talk.map(({ id, data, body = '' }) => ({
        by: { title: data.title, path: `/talk/${id}/` as const },
        sources: data.sources,
        body,
      })),
      ...glossary.map(({ data, body = '' }) => ({ by: GLOSSARY, sources: data.source ? [data.source] : [], body })),
      ...exercises.map(({ id, data, body = '' }) => ({
        by: chapter(id.split('/')[0] ?? ''),
        sources: [],
        body: withLines(data, body),
      })),
    ]),
    ...incidents.flatMap(({ id, data }) => incidentCitations(id, data)),
    ...dataCitations(),
    ...ownPages(),
  ]);
}

const GLOSSARY: CitedBy = { title: 'Glossary', path: '/reference/glossary/' };

/** The body with the lines of Markdown that stand in the front matter, each a paragraph. */
const withLines = (data: object, body: string): string => [body, ...textsIn(data).filter(hasLink)].join('\n\n');

const hasLink = (text: string): boolean => /\]\(https?:/.test(text);

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What pages without a text of content/ link to by themselves. */
function ownPages(): readonly Citation[] {
  return Object.entries(PAGES).flatMap(([file, source]) => {
    const route = file.replace('/src/pages', '').replace(/(?:\/index)?\.astro$/, '');
    const [, title = route] = /title="([^"]+)"/.exec(source) ?? [];
    return route.includes('[') ? [] : pageCitations(`${route}/` as `/${string}`, title, source);
  });
}
