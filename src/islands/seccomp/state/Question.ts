import type { Target } from '../../../engine/seccomp/index.ts';

/** Where the profile's text comes from: a preset, or the reader (`name` where it was a file). */
export type Source = { preset: string } | { name?: string };

/** A text, where it came from, and what it is resolved for. */
export interface Asked {
  text: string;
  source: Source;
  target: Target;
}

/** What the engine is asked. It answers from this alone, so an answer is the same whoever works it out. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
  call: string;
  /** The newest before this that gave a filter: it answers where this one gives none. */
  last: Asked | undefined;
  /** What of the text and the target is wanted: nothing where only the call is new; the table only where one is shown. */
  reads: 'nothing' | 'counts' | 'table';
}
