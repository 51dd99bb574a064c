/** A thing as schema.org describes it: its type, and what only such a thing has. */
export type Thing = { '@type': string | readonly string[] } & Readonly<Record<string, unknown>>;

/** A page as programs read of it. */
interface DescribedPage {
  title: string;
  description: string;
  /** Its path on this site, without BASE_PATH. */
  path: string;
  what: Thing;
}

const BRAND = 'Below the Waterline';
/** The pages that list others, which stand between those and the home page. */
const LISTS: readonly (readonly [path: string, title: string])[] = [
  ['/learn/', 'Learn'],
  ['/reference/', 'Reference'],
  ['/talk/', 'Talk'],
];

/**
 * What a page is, and where it stands on the site, as JSON-LD (https://schema.org/, https://www.w3.org/TR/json-ld11/): ready to stand within a script
 * element, for no `<` is left in it. `address` gives a path its whole address.
 */
export function structuredData(
  { title, description, path, what }: DescribedPage,
  address: (path: string) => string,
): string {
  const url = address(path);
  const own = { ...what, '@id': url, url, name: title, description, inLanguage: 'en' };
  const way = path === '/' ? [] : [breadcrumbs(title, path, address)];
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': [own, ...way] }).replaceAll('<', '\\u003c');
}

function breadcrumbs(title: string, path: string, address: (path: string) => string): Thing {
  const lists = LISTS.filter(([list]) => path.startsWith(list) && path !== list);
  const steps = [['/', BRAND] as const, ...lists, [path, title] as const];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(([step, name], at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name,
      item: address(step),
    })),
  };
}

/** A chapter of the book, which is the page that lists them all. */
export function chapterThing(
  chapter: { title: string; part: string; position: number; able: readonly string[]; minutes: number },
  book: string,
): Thing {
  return {
    '@type': ['TechArticle', 'LearningResource'],
    headline: chapter.title,
    articleSection: chapter.part,
    position: chapter.position,
    isPartOf: { '@type': 'Book', '@id': book, name: BRAND },
    learningResourceType: 'chapter',
    teaches: chapter.able,
    timeRequired: `PT${chapter.minutes}M`,
    license: 'https://creativecommons.org/licenses/by/4.0/',
  };
}

/** The book: the list of its chapters, in reading order. */
export const bookThing = (chapters: readonly { title: string; url: string }[]): Thing => ({
  '@type': 'Book',
  hasPart: chapters.map(({ title, url }, at) => ({ '@type': 'Chapter', position: at + 1, name: title, url })),
});

/** An instrument: a program that runs in the page. */
export const instrumentThing: Thing = {
  '@type': 'WebApplication',
  applicationCategory: 'DeveloperApplication',
  browserRequirements: 'Requires JavaScript',
  operatingSystem: 'Any',
  isAccessibleForFree: true,
};

/** A page of the reference. */
export const articleThing = (title: string): Thing => ({ '@type': 'TechArticle', headline: title });

/** The glossary: each of its terms, with the address of its entry. */
export const glossaryThing = (terms: readonly { term: string; url: string }[]): Thing => ({
  '@type': 'DefinedTermSet',
  hasDefinedTerm: terms.map(({ term, url }) => ({ '@type': 'DefinedTerm', name: term, url })),
});
