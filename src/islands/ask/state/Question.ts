import type { Diagnosis, LeftOut } from '../../../engine/diagnose/index.ts';

/** What was pasted. */
export interface Question {
  text: string;
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}

/** A diagnosis, and the link to the state that shows it: the instrument's page and its fragment. */
export interface Shown {
  diagnosis: Diagnosis;
  /** Of a trace, how many lines it has. */
  lines?: number;
  link?: { to: 'uid-map' | 'seccomp' | 'stack' | 'trace'; fragment: string };
}

/** An entry of the reference that is near to a text that is not recognised. */
export interface Near {
  code: string;
  title: string;
}

/** A line that reports an error without an answer, and the fragment that asks about it alone. */
export interface Left {
  line: number;
  offset: number;
  text: string;
  fragment: string;
}

/** All that is found in a text. */
export interface Reply {
  /** The stack whose filter is asked where the text names none. */
  usual: string;
  shown: readonly Shown[];
  near: readonly Near[];
  /** The first lines that an answer leaves open, and how many there are. */
  left: readonly Left[];
  leftCount: number;
  /** The lines in the middle of a long text, of which few or none were read. */
  leftOut: LeftOut | undefined;
}
