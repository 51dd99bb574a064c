import { useMemo } from 'preact/hooks';
import type { QuestionKind } from '../../../instrument/worker/useEngine.ts';
import { useWaiting } from '../../../instrument/worker/useWaiting.ts';
import { questionOf } from '../state/model.ts';
import type { Dispatch, Question, Reply, State } from '../state/State.ts';
import type { Work } from './answerTrace.ts';
import { sentFiles } from './sentFiles.ts';

/** Where the page answers by itself, the engine is loaded for it. Each worker is told once what was read of files. */
function answersOf(): QuestionKind<Question, Reply, Work> {
  const sent = sentFiles();
  return {
    start: () => {
      sent.forget();
      return new Worker(new URL('./trace.worker.ts', import.meta.url), { type: 'module' });
    },
    messageOf: sent.messageOf,
    answerHere: async (question, before) => (await import('./answerTrace.ts')).answerTrace(question, before),
  };
}

/** Asks the engine whatever the state waits for. Gives what tries it again now, where that did not load. */
export const useAnswers = (state: State, dispatch: Dispatch): (() => void) =>
  useWaiting(useMemo(answersOf, []), questionOf(state), dispatch);
