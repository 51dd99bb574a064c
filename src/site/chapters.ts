import { getCollection } from 'astro:content';
import { type ChapterEntry, inOrder } from './navigation.ts';

/** All chapters, in reading order, as navigation shows them. */
export async function chapters(): Promise<ChapterEntry[]> {
  const entries = await getCollection('learn');
  return inOrder(entries.map(({ id, data }) => ({ slug: id, title: data.title, part: data.part, order: data.order })));
}
