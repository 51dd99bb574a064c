import type { QuestionKind } from '../../../instrument/worker/useEngine.ts';
import { useWaiting, type WaitingMessage } from '../../../instrument/worker/useWaiting.ts';
import type { MachineQuestion, MachineReply, MakeQuestion, MakeReply } from '../state/machine.ts';

/** Where the page answers by itself, the engine is loaded for it. */
const engine = () => import('./answerExercise.ts');
const start = () => new Worker(new URL('./exercise.worker.ts', import.meta.url), { type: 'module' });

const CHECKS: QuestionKind<MakeQuestion, MakeReply, undefined> = {
  start,
  messageOf: (question) => question,
  answerHere: async (question) => ({ reply: await (await engine()).answerChecks(question), work: undefined }),
};

const OUTPUTS: QuestionKind<MachineQuestion, MachineReply, undefined> = {
  start,
  messageOf: (question) => question,
  answerHere: async (question) => ({ reply: await (await engine()).answerOutput(question), work: undefined }),
};

/** Puts a text that was edited to its checks. The worker starts with the first change, for most exercises are only read. */
export const useChecks = (
  question: MakeQuestion | undefined,
  dispatch: (message: WaitingMessage<MakeQuestion, MakeReply>) => void,
): (() => void) => useWaiting(CHECKS, question, dispatch, false);

/** Reads a map in an output. */
export const useOutput = (
  question: MachineQuestion | undefined,
  dispatch: (message: WaitingMessage<MachineQuestion, MachineReply>) => void,
): (() => void) => useWaiting(OUTPUTS, question, dispatch, false);
