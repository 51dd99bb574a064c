import type { QuestionKind } from '../../../instrument/worker/useEngine.ts';
import { useWaiting } from '../../../instrument/worker/useWaiting.ts';
import { questionOf } from '../state/model.ts';
import type { Dispatch, Question, Reply, State } from '../state/State.ts';
import type { Work } from './answerFilter.ts';

/** Where the page answers by itself, the engine is loaded for it. */
const ANSWERS: QuestionKind<Question, Reply, Work> = {
  start: () => new Worker(new URL('./filter.worker.ts', import.meta.url), { type: 'module' }),
  messageOf: (question) => question,
  answerHere: async (question, before) => (await import('./answerFilter.ts')).answerFilter(question, before),
};

/** Asks for whatever the state waits for. Gives what tries it again now, where that did not load. */
export const useAnswers = (state: State, dispatch: Dispatch): (() => void) =>
  useWaiting(ANSWERS, questionOf(state), dispatch, true, (question, done) =>
    dispatch({ kind: 'progress', question, done }),
  );
