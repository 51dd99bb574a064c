import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { textOf } from '../hastParts.ts';
import type { PreviewWords } from './previewText.ts';

const parser = unified().use(rehypeParse, { fragment: true });

/** What the picture of a built page says: its headline (its name, where it has none), what stands over that, and its description. A page without either is a mistake of the build. */
export function previewWords(html: string, path: string): PreviewWords {
  const title = words(/<h1[^>]*>([\s\S]*?)<\/h1>/, html) || words(/<meta property="og:title" content="([^"]*)"/, html);
  if (title === '') throw new Error(`${path} has no name.`);
  const eyebrow = words(/<main[^>]*>\s*<p class="eyebrow"[^>]*>([\s\S]*?)<\/p>/, html);
  return {
    title,
    kind: eyebrow === '' && path.startsWith('/play/') ? 'Instrument' : eyebrow,
    description: words(/<meta name="description" content="([^"]*)"/, html),
  };
}

const words = (pattern: RegExp, html: string): string => textOf(parser.parse(pattern.exec(html)?.[1] ?? '')).trim();
