import type { Citation } from './Source.ts';

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
