import type { Mode } from '../../../instrument/Instrument.ts';
import { useEngine } from '../../../instrument/worker/useEngine.ts';
import { useLate } from '../../../instrument/worker/useLate.ts';
import type { QuestionKind } from '../../../instrument/worker/WorkerClient.ts';
import { type Live, type LiveMessage, questionOf } from './live.ts';
import type { Answered, Question } from './Question.ts';

/** Where the page answers by itself, the engine is loaded for it. */
const ANSWERS: QuestionKind<Question, Answered, undefined> = {
  start: () => new Worker(new URL('./map.worker.ts', import.meta.url), { type: 'module' }),
  messageOf: (question) => question,
  answerHere: async (question) => ({
    reply: await (await import('./answerQuestion.ts')).answerLoaded(question),
    work: undefined,
  }),
};

/** Has the engine answer whatever waits. Gives what tries it again now, where it did not load. */
export function useAnswers(live: Live, mode: Mode, dispatch: (message: LiveMessage) => void): () => void {
  const question = questionOf(live);
  useLate(question !== undefined, () => dispatch({ kind: 'late' }));
  return useEngine({
    kind: ANSWERS,
    question,
    turn: question?.turn,
    // On its own page the worker is there before the first question; in a chapter most readers ask none.
    isEager: mode === 'page',
    onReply: (_, answered) => dispatch({ kind: 'answered', answered }),
    onTrouble: (trouble) => dispatch({ kind: 'trouble', trouble }),
  });
}
