import { getCollection } from 'astro:content';
import { dayOf, type IncidentText } from './incidents/sectionHtml.ts';
import { type ChapterEntry, inOrder } from './paths.ts';

/** All chapters, in reading order, as navigation shows them. */
export async function chapters(): Promise<ChapterEntry[]> {
  const entries = await getCollection('learn');
  return inOrder(entries.map(({ id, data }) => ({ slug: id, title: data.title, part: data.part, order: data.order })));
}

/** Every incident, the newest first. */
export async function incidents(): Promise<readonly IncidentText[]> {
  const all = (await getCollection('incidents')).map(({ id, data }) => ({ id, date: dayOf(data.date), entry: data }));
  return all.sort((a, b) => b.date.localeCompare(a.date) || a.id.localeCompare(b.id));
}
