import { useEngine } from './useEngine.ts';
import { useLate } from './useLate.ts';
import type { WaitingMessage } from './Waiting.ts';
import type { QuestionKind } from './WorkerClient.ts';

/** Asks an engine whatever a state waits for, and tells the state what comes of it. Gives what tries it again now, where it did not load. `isEager`: the worker starts before the first question. */
export function useWaiting<Question extends { turn: number }, Reply, Work>(
  kind: QuestionKind<Question, Reply, Work>,
  question: Question | undefined,
  dispatch: (message: WaitingMessage<Question, Reply>) => void,
  isEager = true,
  onProgress?: (question: Question, done: number) => void,
): () => void {
  useLate(question !== undefined, () => dispatch({ kind: 'late' }));
  return useEngine({
    kind,
    question,
    turn: question?.turn,
    isEager,
    onProgress,
    onReply: (asked, reply) => dispatch({ kind: 'answered', question: asked, reply }),
    onTrouble: (trouble) => dispatch({ kind: 'trouble', trouble }),
  });
}
