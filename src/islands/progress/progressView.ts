import { counted } from '../../engine/text/index.ts';
import { NO_PROGRESS } from '../../instrument/progress/Progress.ts';
import type { Erased, State } from './model.ts';

/** An exercise of the book. */
export interface KnownExercise {
  name: string;
  title: string;
  chapter: string;
  href: string;
}

/** A solved exercise; without a title where the book has it no longer. */
export interface SolvedRow extends Partial<Omit<KnownExercise, 'name'>> {
  name: string;
  day: string;
}

export interface ProgressView {
  headline: string;
  rows: readonly SolvedRow[];
}

/** What is solved, in the book's order; what the book has no longer stands last. */
export function progressView({ progress }: State, known: readonly KnownExercise[]): ProgressView {
  const solved = progress ?? NO_PROGRESS;
  const named = known.flatMap((exercise): SolvedRow[] => {
    const day = solved.get(exercise.name);
    return day === undefined ? [] : [{ ...exercise, day }];
  });
  const others = [...solved].filter(([name]) => !known.some((exercise) => exercise.name === name));
  return {
    headline:
      solved.size === 0
        ? 'No exercise solved yet in this browser.'
        : `${named.length} of ${counted(known.length, 'exercise')} solved.`,
    rows: [...named, ...others.map(([name, day]) => ({ name, day }))],
  };
}

const NOUNS = { theme: 'your choice of theme', texts: 'the texts of this tab' } as const;

/** What is erased, in words. */
export function erasedWords(of: Erased, rows: readonly SolvedRow[]): string {
  if (of === 'all') return `all ${counted(rows.length, 'exercise')}`;
  if (typeof of === 'string') return NOUNS[of];
  return `“${rows.find(({ name }) => name === of.exercise)?.title ?? of.exercise}”`;
}

/** What came of a file. */
export function importedWords(name: string, count: number, isRead: boolean): string {
  if (!isRead) return `Nothing added from ${name}.`;
  return count === 0 ? `${name} has nothing new.` : `Added ${counted(count, 'exercise')} from ${name}.`;
}
