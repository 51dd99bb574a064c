import { loadTables } from '../../../engine/linux/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import { useRetry } from '../../../instrument/recovery/useRetry.ts';
import { useEngine } from '../../../instrument/worker/useEngine.ts';
import { useLate } from '../../../instrument/worker/useLate.ts';
import type { QuestionKind } from '../../../instrument/worker/WorkerClient.ts';
import type { Inspection, StackAnswers } from '../state/Inspection.ts';
import { inspectionWanted, isLacking, isWaiting, questionOf, tablesWanted } from '../state/questionOf.ts';
import { lacksTables, type Reply } from '../state/Reply.ts';
import type { Dispatch, InspectionQuestion, Question, State } from '../state/State.ts';
import type { Computed } from './answerQuestion.ts';
import { inspectAsked } from './inspect.ts';

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
  answerHere: inspectAsked,
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

/** How long the engine may take to answer again before its tables count as missing still. */
const ENGINE_MS = 3_000;

/**
 * Loads in the page, as often as it takes, the text of the profile that is asked for, and the tables of ABIs for what is offered while a reader writes;
 * the engine loads its own, and is asked again once they are here where it lacked them. Gives what tries again now what the answer waits for.
 */
export function useLoads(state: State, dispatch: Dispatch): () => void {
  const { fetching } = state;
  const onTrouble = (trouble: Trouble) => dispatch({ kind: 'trouble', trouble });
  const preset = presetOf(fetching?.id);
  const fetchText = preset && (async () => dispatch({ kind: 'fetched', id: preset.id, text: await preset.load() }));
  const fetchAgain = useRetry(fetchText, onTrouble, [fetching?.id, fetching?.opening]);

  const wanted = tablesWanted(state);
  const lacks = isLacking(state);
  const load = async () => {
    await loadTables(wanted);
    dispatch({ kind: 'tables' });
    // The engine's thread may still lack them: it is asked again, and this goes on until it has them.
    if (lacks) await new Promise((_, fail) => setTimeout(fail, ENGINE_MS));
  };
  const loadAgain = useRetry(wanted.length > 0 || lacks ? load : undefined, onTrouble, [wanted.join(), lacks]);
  return fetching ? fetchAgain : loadAgain;
}
