import type { FilesKind } from '../../../instrument/traceFiles/useFiles.ts';
import { useWaiting } from '../../../instrument/worker/useWaiting.ts';
import type { QuestionKind } from '../../../instrument/worker/WorkerClient.ts';
import { questionOf } from '../state/model.ts';
import type { Reply } from '../state/Reply.ts';
import type { Dispatch, Question, ReadCalls, State } from '../state/State.ts';
import type { Work } from './answerFilter.ts';

/** Where the page answers by itself, the engine is loaded for it. */
const ANSWERS: QuestionKind<Question, Reply, Work> = {
  start: () => new Worker(new URL('./filter.worker.ts', import.meta.url), { type: 'module' }),
  messageOf: (question) => question,
  answerHere: async (question, before) => (await import('./answerFilter.ts')).answerFilter(question, before),
};

/** Asks for whatever the state waits for. Gives what tries it again now, where that did not load. */
export const useAnswers = (state: State, dispatch: Dispatch): (() => void) =>
  useWaiting(ANSWERS, questionOf(state), dispatch, true, (question, done) =>
    dispatch({ kind: 'progress', question, done }),
  );

/** What counts the calls of a trace. */
export const CALL_FILES: FilesKind<ReadCalls> = {
  waitsMs: 300,
  start: () => new Worker(new URL('./calls.worker.ts', import.meta.url), { type: 'module' }),
  readHere: async (files, arch, onRead) => (await import('./readCalls.ts')).readCalls(files, arch, onRead),
};
