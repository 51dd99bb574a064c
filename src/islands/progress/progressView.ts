import { counted, type Diagnostic, type Parsed } from '../../engine/text/index.ts';
import { mergeProgress, NO_PROGRESS, type Progress } from '../../instrument/progress/progressStore.ts';
import type { KeptThing } from '../../instrument/progress/readProgressFile.ts';

/** What is to be erased: an exercise, all of them, or something else that the site keeps. */
export type Erased = { exercise: string } | 'all' | KeptThing['id'];

/** What the page of progress remembers. */
export interface State {
  /** Undefined until the browser has been asked. */
  progress: Progress | undefined;
  kept: readonly KeptThing['id'][];
  /** What the reader is asked about before it is erased. */
  asking: Erased | undefined;
  /** What the last act did. */
  said: string;
  problems: readonly Diagnostic[];
}

export type Message =
  | { kind: 'found'; progress: Progress; kept: readonly KeptThing['id'][] }
  | { kind: 'ask'; of: Erased }
  | { kind: 'keep' }
  | { kind: 'did'; said: string; problems?: readonly Diagnostic[] };

export const INITIAL: State = { progress: undefined, kept: [], asking: undefined, said: '', problems: [] };

export function update(state: State, message: Message): State {
  switch (message.kind) {
    case 'found':
      return { ...state, progress: message.progress, kept: message.kept };
    case 'ask':
      return { ...state, asking: message.of, said: '', problems: [] };
    case 'keep':
      return { ...state, asking: undefined };
    case 'did':
      return { ...state, asking: undefined, said: message.said, problems: message.problems ?? [] };
  }
}

/** What a file adds: the exercises that the reader has not solved before, or later. */
export function added(before: Progress | undefined, { value }: Parsed<Progress>): number {
  const mine = before ?? NO_PROGRESS;
  const merged = mergeProgress(mine, value ?? NO_PROGRESS);
  return [...merged].filter(([name, day]) => mine.get(name) !== day).length;
}

export const isSame = (one: Erased | undefined, other: Erased): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

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

interface ProgressView {
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
