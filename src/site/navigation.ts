/** The instruments and pages that the header names, in its order. */
export const sections = [
  { label: 'Learn', path: '/learn/iceberg/', under: '/learn/' },
  { label: 'UID map', path: '/play/uid-map/', under: '/play/uid-map/' },
  { label: 'Profile checker', path: '/play/seccomp/', under: '/play/seccomp/' },
  { label: 'Who said no?', path: '/reference/errors/', under: '/reference/' },
] as const;

/** A chapter as navigation shows it. */
export interface ChapterEntry {
  slug: string;
  title: string;
  part: string;
  order: number;
}

/** A part of the book with its chapters, both in reading order. */
export interface Part {
  title: string;
  chapters: ChapterEntry[];
}

/** The chapters grouped by part; a part stands where its first chapter does. */
export function parts(chapters: readonly ChapterEntry[]): Part[] {
  const found: Part[] = [];
  for (const chapter of inOrder(chapters)) {
    const part = found.find(({ title }) => title === chapter.part);
    if (part) part.chapters.push(chapter);
    else found.push({ title: chapter.part, chapters: [chapter] });
  }
  return found;
}

/** The chapters before and after `slug` in reading order; undefined at either end. */
export function neighbours(chapters: readonly ChapterEntry[], slug: string) {
  const ordered = inOrder(chapters);
  const at = ordered.findIndex((chapter) => chapter.slug === slug);
  return { previous: ordered[at - 1], next: at === -1 ? undefined : ordered[at + 1] };
}

/** The chapters in reading order. */
export function inOrder(chapters: readonly ChapterEntry[]): ChapterEntry[] {
  return [...chapters].sort((a, b) => a.order - b.order);
}
