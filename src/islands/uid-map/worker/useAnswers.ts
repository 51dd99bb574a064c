import type { Mode } from '../../../instrument/Instrument.ts';
import { type QuestionKind, useEngine, useLate } from '../../../instrument/worker/useEngine.ts';
import { isUntold, type Live, type LiveMessage, otherQuestion, questionOf } from './live.ts';
import type { Answered, OtherQuestion, Others, Question } from './Question.ts';

/** Where the page answers by itself, the engine is loaded for it. */
const ANSWERS: QuestionKind<Question | OtherQuestion, Answered | Others, undefined> = {
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
  const { turn } = live.answered;
  useLate(question !== undefined, () => dispatch({ kind: 'late' }));
  // Other stacks are asked once the reader has come to rest.
  useLate(mode === 'page' && isUntold(live), () => dispatch({ kind: 'others', others: { turn, tried: 0 } }));
  const asked = question ?? otherQuestion(live);
  return useEngine({
    kind: ANSWERS,
    question: asked,
    turn: asked && 'tried' in asked ? `${asked.turn} ${asked.tried}` : asked?.turn,
    // On its own page the worker is there before the first question; in a chapter most readers ask none.
    isEager: mode === 'page',
    onReply: (_, reply) =>
      dispatch('view' in reply ? { kind: 'answered', answered: reply } : { kind: 'others', others: reply }),
    onTrouble: (trouble) => dispatch({ kind: 'late', trouble }),
  });
}
