/** One of a few answers; the right one has no reason against it. `says`, `why` and `explain` are inline Markdown. */
export interface Choice {
  says: string;
  why?: string | undefined;
}

/** Commit to an answer, then see the engine's. */
export interface Predict {
  kind: 'predict';
  choices: readonly Choice[];
  /** What the engine, or the real thing, answers. */
  found: string;
  explain: string;
}

/** Who writes a map; what is left out is root's (the engine's Writer). */
export interface MapWriter {
  kind?: 'uid' | 'gid' | undefined;
  id?: number | undefined;
}

/** A map or a profile, edited until its checks pass. */
export interface Make {
  kind: 'make';
  about: 'map' | 'profile';
  stack?: string | undefined;
  writer?: MapWriter | undefined;
  start: string;
  /** One expectation a line. */
  checks: string;
  explain: string;
}

/** Spellings of an answer that is wrong, and why. */
export interface WrongCulprit {
  says: readonly string[];
  why: string;
}

/** A broken container: name the culprit. */
export interface Find {
  kind: 'find';
  answers: readonly string[];
  wrong: readonly WrongCulprit[];
  explain: string;
  /** The pasted material in Find the cause. */
  askHref: string;
}

/** The release that an output has behind a word, as in `Docker 26.1.5`: this one or a newer one, and an older one than that. */
export interface ReleaseRange {
  of: string;
  since?: string | undefined;
  before?: string | undefined;
}

/** What an output says that has all of these lines, a release of this range, and a map that passes all of these checks. */
export interface Outcome {
  lines?: readonly string[] | undefined;
  release?: ReleaseRange | undefined;
  checks?: readonly string[] | undefined;
  ok: boolean;
  says: string;
}

/** Commands for the reader's own machine, and what their output means: the first outcome that fits. */
export interface Machine {
  kind: 'machine';
  outcomes: readonly Outcome[];
  explain: string;
}

/** An exercise as the page hands it to its island. */
export type Exercise = Predict | Make | Find | Machine;

/** The right choice. */
export const rightChoice = (choices: readonly Choice[]): number => choices.findIndex(({ why }) => why === undefined);
