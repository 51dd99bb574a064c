import type { Target } from '../../../engine/seccomp/index.ts';

/** Where the profile's text comes from: a preset, or the reader (`name` where it was a file). */
export type Source = { preset: string } | { name?: string };

/** A text, where it came from, and what it is resolved for. */
export interface Subject {
  text: string;
  source: Source;
  target: Target;
}

/** Which stacks are asked. */
export type StackRange = 'engine' | 'all';

/** All that the engine's answers hang on. */
export interface Asked extends Subject {
  call: string;
  /** The call whose roads are listed, while the reader asks about one road after another; undefined: those of `call`. */
  roadsOf: string | undefined;
  /** Several lines of strace, or of the kernel's log, that were pasted into the question; undefined where it is of one. */
  trace: readonly string[] | undefined;
  /** The newest before this that gave a filter: it answers where this one gives none. */
  last: Subject | undefined;
}

/** What the engine is asked. It answers from this alone, so an answer is the same whoever works it out. */
export interface Question extends Asked {
  /** The stack that was chosen, whose usual capabilities are nobody's choice; undefined where none was. */
  stack: string | undefined;
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
  /** What of the text and the target is wanted: nothing where only the call is new; the table only where one is shown. */
  reads: 'nothing' | 'counts' | 'table';
}

/** What takes longer than a verdict, of the same question once that is there: roads, offers, the trace, and findings where they are wanted. */
export interface InspectionQuestion extends Question {
  /** The findings hang on the text and the target alone: false where they are known. */
  withFindings: boolean;
  /** All else is known, and how stacks answer is asked: those of the same engine, or all, whose profiles are scripts of their own. */
  stacks?: StackRange;
}
