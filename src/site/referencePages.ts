import { getCollection } from 'astro:content';

/** A page to look things up in. */
interface ReferenceEntry {
  path: `/${string}`;
  title: string;
  description: string;
}

/** Pages that answer the same kind of question. */
export interface ReferenceGroup {
  title: string;
  pages: readonly ReferenceEntry[];
}

/** Every page under /reference/, by its slug: what is needed in a hurry first. */
const GROUPS: readonly { title: string; slugs: readonly string[] }[] = [
  { title: 'Something failed', slugs: ['errors'] },
  { title: 'What a file may say', slugs: ['profile-format', 'id-map-formats', 'checks'] },
  { title: 'What a filter decides', slugs: ['syscalls', 'actions', 'capabilities'] },
  { title: 'Versions and vulnerabilities', slugs: ['stacks', 'incidents'] },
  { title: 'Words and sources', slugs: ['glossary', 'sources'] },
];

/** Pages that are made of a collection or a table, not of a text of their own. */
const MADE: readonly ReferenceEntry[] = [
  {
    path: '/reference/glossary/',
    title: 'Glossary',
    description: 'Every term of this site in a sentence or two, with the chapter that explains it.',
  },
  {
    path: '/reference/sources/',
    title: 'Sources',
    description: 'Every source that this site names: by whom, of when, and when its address was last seen alive.',
  },
];

/** Every page under /reference/, in its group. */
export async function referenceGroups(): Promise<readonly ReferenceGroup[]> {
  const written = (await getCollection('reference')).map(({ id, data }) => ({
    path: `/reference/${id}/` as const,
    title: data.title,
    description: data.description,
  }));
  const bySlug = new Map([...written, ...MADE].map((page) => [page.path.split('/')[2] ?? '', page]));
  const groups = GROUPS.map(({ title, slugs }) => ({ title, pages: slugs.map((slug) => take(bySlug, slug)) }));
  if (bySlug.size > 0) throw new Error(`In no group of the reference: ${[...bySlug.keys()].join(', ')}.`);
  return groups;
}

function take(pages: Map<string, ReferenceEntry>, slug: string): ReferenceEntry {
  const page = pages.get(slug);
  if (page === undefined) throw new Error(`The reference has no page “${slug}”.`);
  pages.delete(slug);
  return page;
}
