import type { Diagnostic, Parsed } from '../../engine/text/index.ts';
import { mergeProgress, NO_PROGRESS, type Progress } from '../../instrument/progress/Progress.ts';
import type { KeptThing } from '../../instrument/progress/siteStorage.ts';

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
