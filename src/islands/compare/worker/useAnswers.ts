import type { QuestionKind } from '../../../instrument/worker/useEngine.ts';
import { useWaiting } from '../../../instrument/worker/useWaiting.ts';
import { questionOf } from '../state/model.ts';
import type { Dispatch, Question, Reply, State } from '../state/State.ts';
import type { Work } from './answerCompare.ts';

/** Where the page answers by itself, the engine is loaded for it. */
const ANSWERS: QuestionKind<Question, Reply, Work> = {
  start: () => new Worker(new URL('./compare.worker.ts', import.meta.url), { type: 'module' }),
  messageOf: (question) => question,
  answerHere: async (question, before) => (await import('./answerCompare.ts')).answerCompare(question, before),
};

/** Compares whatever the state waits for. Gives what tries it again now, where that did not load. */
export const useAnswers = (state: State, dispatch: Dispatch): (() => void) =>
  useWaiting(ANSWERS, questionOf(state), dispatch);
