import { useEngine } from '../../../instrument/worker/useEngine.ts';
import { useLate } from '../../../instrument/worker/useLate.ts';
import type { Dispatch } from '../state/Message.ts';
import { isWaiting, questionOf } from '../state/model.ts';
import type { State } from '../state/State.ts';
import { ANSWERS } from '../worker/answers.ts';

/** Asks the engine whatever the state waits for, and tells the model what it answered. */
export function useAnswers(state: State, dispatch: Dispatch): void {
  const waiting = isWaiting(state);
  useEngine({
    kind: ANSWERS,
    question: waiting ? questionOf(state) : undefined,
    turn: waiting ? state.turn : undefined,
    // On its own page the worker is there before the first question; in a chapter most readers ask none.
    isEager: state.mode === 'page',
    onReply: (question, reply) => dispatch({ kind: 'answered', question, reply }),
    onTrouble: (trouble) => dispatch({ kind: 'trouble', trouble }),
  });
  useLate(waiting || state.fetching !== undefined, () => dispatch({ kind: 'late' }));
}
