import { useEngine } from '../../../instrument/worker/useEngine.ts';
import { useLate } from '../../../instrument/worker/useLate.ts';
import type { Kind } from '../../../instrument/worker/WorkerClient.ts';
import type { Dispatch } from '../state/Message.ts';
import type { InspectionQuestion, Question } from '../state/Question.ts';
import { isWaiting, questionOf } from '../state/questionOf.ts';
import { lacksTables, type Reply } from '../state/Reply.ts';
import type { State } from '../state/State.ts';
import type { Computed } from './compute.ts';

/** What goes to the worker. */
export type Asking = { answer: Question } | { inspect: InspectionQuestion };

/** The engine in a thread of its own. */
export const startEngine = (): Worker => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });

/** The question for a verdict; where the page answers by itself, the engine is loaded for it. */
export const ANSWERS: Kind<Question, Reply, Computed> = {
  start: startEngine,
  asking: (answer) => ({ answer }),
  answerHere: async (question, before) => (await import('./answerLoaded.ts')).answerLoaded(question, before),
  lacks: ({ reading, call }) => (reading?.missing.length ?? 0) > 0 || lacksTables(call.problems),
};

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
