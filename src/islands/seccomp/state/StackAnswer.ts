import type { Runtime } from '../../../engine/seccomp/index.ts';
import type { StackRange } from './Question.ts';
import type { Answered } from './Reply.ts';

/** How one stack answers the question. */
export interface StackAnswer extends Pick<Answered, 'tone' | 'headline'> {
  /** Its name. */
  stack: string;
}

/** How the profile answers where it comes from. */
export interface OwnersAnswer extends Pick<Answered, 'tone' | 'headline'> {
  /** What answers so: a stack, or a runtime with its release. */
  label: string;
  /** What the answer in sight was computed with, and why that may be another. */
  why: string;
  /** What asks there: the message to the model. */
  choose: { kind: 'stack'; id: string } | { kind: 'runtime'; runtime: Runtime; release: string };
}

/** How each stack answers the question of that turn; none where the question names no call. */
export interface StackAnswers {
  turn: number;
  of: StackRange;
  stacks: readonly StackAnswer[];
  /** Undefined where the profile is asked where it comes from, or comes from nowhere. */
  owner?: OwnersAnswer;
  /** The kernel that first had the call, where the target's is older. */
  lackedBefore?: string;
}
