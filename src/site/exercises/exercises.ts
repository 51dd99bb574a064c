import { getCollection } from 'astro:content';

/** An exercise as lists show it. */
export interface ExerciseListed {
  /** "user-namespaces/whose-file", as progress remembers it. */
  name: string;
  chapter: string;
  /** Its own name, and the end of its anchor: `#exercise-whose-file`. */
  id: string;
  title: string;
}

/** Every exercise there is, by name. */
export async function exercises(): Promise<ExerciseListed[]> {
  const entries = await getCollection('exercises');
  return entries.map(({ id: name, data: { title } }) => {
    const [chapter = '', id = ''] = name.split('/');
    return { name, chapter, id, title };
  });
}
