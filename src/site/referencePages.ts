import { getCollection } from 'astro:content';

/** A page to look things up in. */
interface ReferenceEntry {
  path: `/${string}`;
  title: string;
  description: string;
}

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

/** Every page under /reference/, by title. */
export async function referencePages(): Promise<ReferenceEntry[]> {
  const written = (await getCollection('reference')).map(({ id, data }) => ({
    path: `/reference/${id}/` as const,
    title: data.title,
    description: data.description,
  }));
  return [...written, ...MADE].sort((a, b) => a.title.localeCompare(b.title, 'en'));
}
