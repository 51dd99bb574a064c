import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { withOrigin } from '../share/fragment.ts';
import { chapters } from '../site/collections.ts';
import { href } from '../site/href.ts';
import { instruments } from '../site/paths.ts';
import { llmsText, referenceGroups } from '../site/referencePages.ts';

/** The site in a page of Markdown, for programs that read it (https://llmstxt.org/). */
export const GET: APIRoute = async ({ site }) => {
  const about = new Map((await getCollection('learn')).map(({ id, data }) => [id, data.description]));
  const tables = (await getCollection('reference'))
    .filter(({ data }) => !data.twin)
    .map(({ id }) => `/reference/${id}/`);
  const text = llmsText(
    {
      chapters: (await chapters()).map(({ slug, title, part }) => ({
        path: `/learn/${slug}/`,
        title,
        part,
        description: about.get(slug) ?? '',
      })),
      instruments: instruments.map(({ path, label, answers }) => ({ path, title: label, description: answers })),
      reference: (await referenceGroups()).flatMap(({ pages }) => pages),
      withoutTwin: [...tables, '/reference/sources/'],
    },
    (path) => withOrigin(href(`/${path.replace(/^\//, '')}`), site),
  );
  return new Response(text);
};
