import type { StackRange } from './Question.ts';
import type { Answered } from './Reply.ts';

/** How one stack answers the question. */
export interface StackAnswer extends Pick<Answered, 'tone' | 'headline'> {
  /** Its name. */
  stack: string;
}

/** How each stack answers the question of that turn; none where the question names no call. */
export interface StackAnswers {
  turn: number;
  of: StackRange;
  stacks: readonly StackAnswer[];
  /** The kernel that first had the call, where the target's is older. */
  lackedBefore?: string;
}
