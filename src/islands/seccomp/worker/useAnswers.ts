import { type QuestionKind, useEngine, useLate } from '../../../instrument/worker/useEngine.ts';
import type { Inspection } from '../state/Inspection.ts';
import type { Dispatch, InspectionQuestion, Question, StackAnswers, State } from '../state/Message.ts';
import { inspectionWanted, isWaiting, questionOf } from '../state/questionOf.ts';
import { lacksTables, type Reply } from '../state/Reply.ts';
import type { Computed } from './answerQuestion.ts';

/** What goes to the worker. */
export type Asking = { answer: Question } | { inspect: InspectionQuestion };

/** The engine in a thread of its own. */
const start = (): Worker => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });

/** The question for a verdict; where the page answers by itself, the engine is loaded for it. */
export const ANSWERS: QuestionKind<Question, Reply, Computed> = {
  start,
  messageOf: (answer) => ({ answer }),
  answerHere: async (question, before) => (await import('./answerLoaded.ts')).answerLoaded(question, before),
  lacks: ({ reading, call }) => (reading?.missing.length ?? 0) > 0 || lacksTables(call.problems),
};

const INSPECTIONS: QuestionKind<InspectionQuestion, Inspection | StackAnswers, Computed | undefined> = {
  start,
  messageOf: (inspect) => ({ inspect }),
  answerHere: async (question, before) => (await import('./inspectAsked.ts')).inspectAsked(question, before),
};

/** Asks the engine whatever the state waits for, and tells the model what it answered. */
export function useAnswers(state: State, dispatch: Dispatch): void {
  const question = isWaiting(state) ? questionOf(state) : undefined;
  useEngine({
    kind: ANSWERS,
    question,
    turn: question?.turn,
    // On its own page the worker is there before the first question; in a chapter most readers ask none.
    isEager: state.mode === 'page',
    onReply: (question, reply) => dispatch({ kind: 'answered', question, reply }),
    onTrouble: (trouble) => dispatch({ kind: 'trouble', trouble }),
  });
  useLate(question !== undefined || state.fetching !== undefined, () => dispatch({ kind: 'late' }));
}

/**
 * Has a profile inspected once its verdict is there, in a thread apart from that which gives verdicts: these never wait for it. Gives what tries it again
 * now, where its scripts did not load.
 */
export function useInspection(state: State, dispatch: Dispatch): () => void {
  const question = inspectionWanted(state);
  return useEngine({
    kind: INSPECTIONS,
    question,
    turn: `${question?.turn} ${question?.withFindings} ${question?.stacks}`,
    isEager: false,
    onReply: (question, reply) => dispatch({ kind: 'inspected', question, reply }),
    onTrouble: (trouble) => dispatch({ kind: 'uninspected', trouble }),
  });
}
