import type { UidMapSource } from '../../../share/uidMapLink.ts';
import type { Message, State } from '../state/State.ts';
import type { OtherAnswer } from '../words/otherAnswer.ts';
import type { View } from '../words/select.ts';

/** What goes to the engine: the state that it answered last, and what the reader did since. */
export interface Question {
  /** That of the newest change. */
  turn: number;
  state: State;
  changes: readonly Message[];
}

/** Whether another stack answers otherwise what was answered in that turn. */
export interface OtherQuestion {
  turn: number;
  state: State;
  /** So many of them answer the same. */
  tried: number;
}

/** What is known of that; `tried` is undefined once there is no more to ask. */
export interface Others {
  turn: number;
  tried?: number;
  found?: OtherAnswer;
}

/** The state with these changes, what is seen of it, and what a link calls its text. */
export interface Answered {
  turn: number;
  state: State;
  view: View;
  source: UidMapSource;
}
