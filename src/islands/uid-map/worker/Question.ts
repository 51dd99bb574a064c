import type { UidMapSource } from '../../../share/uidMapLink.ts';
import type { Message, State } from '../state/State.ts';
import type { View } from '../words/select.ts';

/** What goes to the engine: the state that it answered last, and what the reader did since. */
export interface Question {
  /** That of the newest change. */
  turn: number;
  state: State;
  changes: readonly Message[];
}

/** The state with these changes, what is seen of it, and what a link calls its text. */
export interface Answered {
  turn: number;
  state: State;
  view: View;
  source: UidMapSource;
}
