import type { Trouble } from '../recovery/Retry.ts';
import { type QuestionKind, useEngine, useLate } from './useEngine.ts';

/** What an instrument remembers of the answer that it waits for. */
export interface Waiting<Question extends { turn: number }, Reply> {
  /** Rises when the engine is to be asked again. */
  turn: number;
  /** The newest answer, and what it is of. */
  answer: { question: Question; reply: Reply };
  /** The answer takes so long that the one in sight is taken away. */
  late: boolean;
  /** Why what the answer waits for did not load, while it is tried again. */
  trouble: Trouble | undefined;
}

export type WaitingMessage<Question, Reply> =
  | { kind: 'answered'; question: Question; reply: Reply }
  | { kind: 'late' }
  | { kind: 'trouble'; trouble: Trouble };

export const isWaiting = ({ turn, answer }: Waiting<{ turn: number }, unknown>): boolean =>
  turn !== answer.question.turn;

/** With another question as a whole, the answer in sight goes at once. */
export const withoutOlder = <State extends Waiting<{ turn: number }, unknown>>(state: State): State => ({
  ...state,
  late: state.late || isWaiting(state),
});

/** The state as a link opens it. What a page is served with is hidden until the address is opened (`isInitial`), and does not come back. */
export const afterOpening = <State extends Waiting<{ turn: number }, unknown>>(
  state: State,
  isInitial: boolean,
): State => (isInitial ? withoutOlder(state) : state);

/** The state after a word of the engine; that of an older question changes nothing. */
export function waited<Question extends { turn: number }, Reply, State extends Waiting<Question, Reply>>(
  state: State,
  message: WaitingMessage<Question, Reply>,
): State {
  switch (message.kind) {
    case 'answered': {
      const { question, reply } = message;
      return question.turn === state.turn
        ? { ...state, answer: { question, reply }, late: false, trouble: undefined }
        : state;
    }
    case 'late':
      return isWaiting(state) ? { ...state, late: true } : state;
    case 'trouble':
      return isWaiting(state) ? { ...state, late: true, trouble: message.trouble } : state;
  }
}

/** Asks an engine whatever a state waits for, and tells the state what comes of it. Gives what tries it again now, where it did not load. `isEager`: the worker starts before the first question. */
export function useWaiting<Question extends { turn: number }, Reply, Work>(
  kind: QuestionKind<Question, Reply, Work>,
  question: Question | undefined,
  dispatch: (message: WaitingMessage<Question, Reply>) => void,
  isEager = true,
  onProgress?: (question: Question, done: number) => void,
): () => void {
  useLate(question !== undefined, () => dispatch({ kind: 'late' }));
  return useEngine({
    kind,
    question,
    turn: question?.turn,
    isEager,
    onProgress,
    onReply: (asked, reply) => dispatch({ kind: 'answered', question: asked, reply }),
    onTrouble: (trouble) => dispatch({ kind: 'trouble', trouble }),
  });
}
