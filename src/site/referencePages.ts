import { getCollection } from 'astro:content';

/** A page to look things up in. */
interface ReferenceEntry {
  path: `/${string}`;
  title: string;
  description: string;
}

/** Pages that answer the same kind of question. */
interface ReferenceGroup {
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

/** A page as the list names it. */
interface ListedPage {
  path: string;
  title: string;
  description: string;
}

/** What the list names. */
interface ListedSite {
  chapters: readonly (ListedPage & { part: string })[];
  instruments: readonly ListedPage[];
  reference: readonly ListedPage[];
  /** Pages of the reference that have no text as Markdown. */
  withoutTwin: readonly string[];
}

/**
 * The site as https://llmstxt.org/ asks for it: its name, what it is, then its pages by kind, a line for each. A page with a Markdown text is named by that.
 * `address` gives a path its address.
 */
export function llmsText(
  { chapters, instruments, reference, withoutTwin }: ListedSite,
  address: (path: string) => string,
): string {
  const line = ({ path, title, description }: ListedPage) => `- [${title}](${address(path)}): ${description}`;
  const twin = (page: ListedPage) =>
    withoutTwin.includes(page.path) ? page : { ...page, path: page.path.replace(/\/$/, '.md') };
  return [
    '# Below the Waterline',
    '',
    '> A guide to Linux containers, and instruments that answer as the kernel does: what a container can see (namespaces), use (cgroups) and do (seccomp), and which user on the host it really is.',
    '',
    'Every answer names the versions it was computed for. The instruments run in the browser and keep their state in the fragment of their address.',
    '',
    '## Guide',
    '',
    ...chapters.map(({ part, ...page }) => line({ ...twin(page), description: `${part}. ${page.description}` })),
    '',
    '## Instruments',
    '',
    ...instruments.map(line),
    '',
    '## Reference',
    '',
    ...reference.map((page) => line(twin(page))),
    '',
  ].join('\n');
}
