import { isWaiting, type Waiting, type WaitingMessage, waited } from '../../../instrument/worker/useWaiting.ts';
import type { Machine, Make, Outcome } from './find.ts';
import { needsEngine, outcomeOf } from './outcome.ts';

/** An output to be read. */
export interface MachineQuestion {
  turn: number;
  text: string;
  outcomes: readonly Outcome[];
}

/** Which outcome fits; undefined for none. */
export interface MachineReply {
  outcome: number | undefined;
}

/** What is pasted, and the output that was read. */
export interface MachineState extends Waiting<MachineQuestion, MachineReply> {
  exercise: Machine;
  text: string;
  /** The output in sight was read. */
  isRead: boolean;
  /** It was to be read before there was any. */
  isHasty: boolean;
}

export type MachineMessage =
  | { kind: 'type'; text: string }
  | { kind: 'read' }
  | WaitingMessage<MachineQuestion, MachineReply>;

export const initMachine = (exercise: Machine): MachineState => ({
  exercise,
  text: '',
  isRead: false,
  isHasty: false,
  turn: 0,
  answer: { question: { turn: 0, text: '', outcomes: exercise.outcomes }, reply: { outcome: undefined } },
  late: false,
  trouble: undefined,
});

/** What was read stands until something else is typed. */
export function updateMachine(state: MachineState, message: MachineMessage): MachineState {
  switch (message.kind) {
    case 'type':
      return { ...state, text: message.text, isRead: false, isHasty: false };
    case 'read':
      return state.text.trim() === ''
        ? { ...state, isHasty: true }
        : readOutput({ ...state, isRead: true, turn: state.turn + 1 });
    default:
      return waited(state, message);
  }
}

/** Lines alone need no engine: the answer is there at once. */
function readOutput(state: MachineState): MachineState {
  const question = { turn: state.turn, text: state.text, outcomes: state.exercise.outcomes };
  if (question.outcomes.some(needsEngine)) return state;
  const outcome = outcomeOf(question.text, question.outcomes);
  return { ...state, answer: { question, reply: { outcome } } };
}

/** What waits for an answer; undefined where nothing does. */
export const machineQuestion = (state: MachineState): MachineQuestion | undefined =>
  isWaiting(state) ? { turn: state.turn, text: state.text, outcomes: state.exercise.outcomes } : undefined;

/** What is told of the output in sight; undefined while nothing is. */
export function outcomeTold(state: MachineState): Outcome | 'unknown' | undefined {
  if (!state.isRead || isWaiting(state)) return undefined;
  const { outcome } = state.answer.reply;
  return outcome === undefined ? 'unknown' : state.exercise.outcomes[outcome];
}

export function isRun(state: MachineState): boolean {
  const told = outcomeTold(state);
  return told !== undefined && told !== 'unknown' && told.ok;
}

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
