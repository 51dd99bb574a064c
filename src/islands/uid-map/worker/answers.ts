import type { Kind } from '../../../instrument/worker/WorkerClient.ts';
import type { Answered, Question } from './Question.ts';

/** The calculator's question; where the page answers by itself, the engine is loaded for it. */
export const ANSWERS: Kind<Question, Answered, undefined> = {
  start: () => new Worker(new URL('./map.worker.ts', import.meta.url), { type: 'module' }),
  asking: (question) => question,
  answerHere: async (question) => ({
    reply: await (await import('./answerQuestion.ts')).answerLoaded(question),
    work: undefined,
  }),
};
