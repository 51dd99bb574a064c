import type { QuestionKind } from '../../../instrument/worker/useEngine.ts';
import { useWaiting } from '../../../instrument/worker/useWaiting.ts';
import { questionOf } from '../state/model.ts';
import type { Dispatch, Question, Reply, State } from '../state/State.ts';

/** Where the page answers by itself, the engine is loaded for it. */
const ANSWERS: QuestionKind<Question, Reply, undefined> = {
  start: () => new Worker(new URL('./incidents.worker.ts', import.meta.url), { type: 'module' }),
  messageOf: (question) => question,
  answerHere: async (question) => ({
    reply: await (await import('./answerIncidents.ts')).answerIncidents(question),
    work: undefined,
  }),
};

/** Asks the filter whatever the state waits for. The worker starts with the first change. Gives what tries it again now, where that did not load. */
export const useAnswers = (state: State, dispatch: Dispatch): (() => void) =>
  useWaiting(ANSWERS, questionOf(state), dispatch, false);
