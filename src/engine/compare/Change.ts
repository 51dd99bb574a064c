import type { Arch, Call } from '../linux/index.ts';
import type { Answer } from '../seccomp/index.ts';
import type { Constraint } from '../seccomp/regions/index.ts';

/** What the values of one argument have in common, by its halves; one that is not here is anything. */
export interface ArgumentClass {
  /** The argument, from 0. */
  index: number;
  lower?: Constraint;
  upper?: Constraint;
}

/** Numbers of calls, `last` included. */
export interface Numbers {
  first: number;
  last: number;
}

/** Calls of one ABI that get another answer after a change than before, all of them alike. */
export interface Change {
  /** Undefined: an architecture that neither filter has rules for, or that is not known here. */
  arch: Arch | undefined;
  before: Answer;
  after: Answer;
  /** The calls that have a name, in the order of their numbers. */
  names: readonly string[];
  /** Numbers between them and beyond, which are no call that is known here. */
  unnamed: readonly Numbers[];
  /** What their arguments have in common; empty where these don't count. */
  of: readonly ArgumentClass[];
  /** One of these calls; undefined where all are of architectures that are not known here. */
  witness: Call | undefined;
}

/** All that differs between two filters. */
export interface Comparison {
  changes: readonly Change[];
  /** False where there was too much to look at: then a call that is not among the changes may differ, too. */
  isWhole: boolean;
}
