import { isWaiting, type Waiting, type WaitingMessage, waited } from '../../../instrument/worker/Waiting.ts';
import type { Make } from './Exercise.ts';

/** All that the checks' results hang on. */
export interface MakeQuestion extends Pick<Make, 'about' | 'stack' | 'writer' | 'checks'> {
  turn: number;
  text: string;
}

/** One expectation, and whether the text meets it. */
export interface CheckShown {
  /** As the author wrote it. */
  line: string;
  ok: boolean;
  /** What the engine found, and the call or ID that separates that from what was expected. */
  found: string;
}

export interface MakeReply {
  results: readonly CheckShown[];
  /** Why nothing could be checked: the text is no map or no profile. */
  problem?: string | undefined;
}

/** A text that is edited until its checks pass. */
export interface MakeState extends Waiting<MakeQuestion, MakeReply> {
  exercise: Make;
  text: string;
  /** The reader changed the text. */
  changed: boolean;
}

export type MakeMessage = { kind: 'type'; text: string } | { kind: 'reset' } | WaitingMessage<MakeQuestion, MakeReply>;

const asked = ({ about, stack, writer, checks }: Make, text: string, turn: number): MakeQuestion => ({
  ...{ about, stack, writer, checks },
  text,
  turn,
});

/** `reply`: of the text that the exercise begins with. */
export const initMake = (exercise: Make, reply: MakeReply): MakeState => ({
  exercise,
  text: exercise.start,
  changed: false,
  turn: 0,
  answer: { question: asked(exercise, exercise.start, 0), reply },
  late: false,
  trouble: undefined,
});

export function updateMake(state: MakeState, message: MakeMessage): MakeState {
  switch (message.kind) {
    case 'type':
      return { ...state, text: message.text, changed: true, turn: state.turn + 1 };
    case 'reset':
      return updateMake(state, { kind: 'type', text: state.exercise.start });
    default:
      return waited(state, message);
  }
}

/** What waits for an answer; undefined where nothing does. */
export const makeQuestion = (state: MakeState): MakeQuestion | undefined =>
  isWaiting(state) ? asked(state.exercise, state.text, state.turn) : undefined;

/** Every check passes on the text as it stands. */
export function isMade(state: MakeState): boolean {
  const { results, problem } = state.answer.reply;
  return !isWaiting(state) && problem === undefined && results.length > 0 && results.every(({ ok }) => ok);
}
