import { useEngine } from '../../../instrument/worker/useEngine.ts';
import { useLate } from '../../../instrument/worker/useLate.ts';
import type { QuestionKind } from '../../../instrument/worker/WorkerClient.ts';
import { questionOf } from '../state/model.ts';
import type { Question, Reply } from '../state/Question.ts';
import type { Dispatch, State } from '../state/State.ts';
import type { Work } from './answerTrace.ts';

/** Where the page answers by itself, the engine is loaded for it. */
const ANSWERS: QuestionKind<Question, Reply, Work> = {
  start: () => new Worker(new URL('./trace.worker.ts', import.meta.url), { type: 'module' }),
  messageOf: (question) => question,
  answerHere: async (question, before) => (await import('./answerTrace.ts')).answerTrace(question, before),
};

/** Asks the engine whatever the state waits for. Gives what tries it again now, where that did not load. */
export function useAnswers(state: State, dispatch: Dispatch): () => void {
  const question = questionOf(state);
  useLate(question !== undefined, () => dispatch({ kind: 'late' }));
  return useEngine({
    kind: ANSWERS,
    question,
    turn: question?.turn,
    isEager: true,
    onReply: (asked, reply) => dispatch({ kind: 'answered', question: asked, reply }),
    onTrouble: (trouble) => dispatch({ kind: 'trouble', trouble }),
  });
}
