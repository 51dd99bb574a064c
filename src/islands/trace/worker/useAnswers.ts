import { useMemo } from 'preact/hooks';
import type { FilesKind } from '../../../instrument/traceFiles/useFiles.ts';
import { useWaiting } from '../../../instrument/worker/useWaiting.ts';
import type { QuestionKind } from '../../../instrument/worker/WorkerClient.ts';
import type { ReadFiles } from '../../../share/traceFile.ts';
import { questionOf } from '../state/model.ts';
import type { Question, Reply } from '../state/Question.ts';
import type { Dispatch, State } from '../state/State.ts';
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

/** What reads the files that are the trace. */
export const TRACE_FILES: FilesKind<ReadFiles> = {
  start: () => new Worker(new URL('./files.worker.ts', import.meta.url), { type: 'module' }),
  readHere: async (files, arch, onRead) =>
    (await import('../../../instrument/traceFiles/readFiles.ts')).readFiles(files, arch, onRead),
};
