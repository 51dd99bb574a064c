import paths from '../../content/data/paths.json' with { type: 'json' };
import { sections } from './navigation.ts';

/** A chapter as a path leads to it. */
interface ChapterTime {
  slug: string;
  title: string;
  minutes: number;
}

/** One way through the book, for readers who say of themselves what its title says. */
export interface LearningPath {
  id: string;
  title: string;
  who: string;
  steps: { to: `/${string}`; label: string; why: string }[];
  /** How long its chapters take to read. */
  minutes: number;
}

/** The paths of `content/data/paths.json`, with what each step is called; a step to a chapter that is still being written is left out. */
export function learningPaths(chapters: readonly ChapterTime[]): LearningPath[] {
  return paths.map(({ id, title, who, steps }) => {
    const found = steps.flatMap(({ to, why }) => {
      const step = stepTo(to, chapters);
      return step === undefined ? [] : [{ ...step, why }];
    });
    return {
      id,
      title,
      who,
      steps: found.map(({ to, label, why }) => ({ to, label, why })),
      minutes: found.reduce((sum, step) => sum + step.minutes, 0),
    };
  });
}

function stepTo(to: string, chapters: readonly ChapterTime[]) {
  const chapter = chapters.find(({ slug }) => to === `/learn/${slug}/`);
  if (chapter) return { to: `/learn/${chapter.slug}/` as const, label: chapter.title, minutes: chapter.minutes };
  const section = sections.find(({ path }) => path === to);
  return section && { to: section.path, label: section.label, minutes: 0 };
}
