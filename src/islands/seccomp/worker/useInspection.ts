import { useEngine } from '../../../instrument/worker/useEngine.ts';
import type { Kind } from '../../../instrument/worker/WorkerClient.ts';
import type { Inspection } from '../state/Inspection.ts';
import type { Dispatch } from '../state/Message.ts';
import type { InspectionQuestion } from '../state/Question.ts';
import { inspectionWanted } from '../state/questionOf.ts';
import type { State } from '../state/State.ts';
import type { Computed } from './compute.ts';
import { startEngine } from './useAnswers.ts';

const INSPECTIONS: Kind<InspectionQuestion, Inspection, Computed> = {
  start: startEngine,
  asking: (question) => ({ inspect: question }),
  answerHere: async (question, before) => (await import('../worker/inspectLoaded.ts')).inspectLoaded(question, before),
};

/**
 * Has a profile inspected once its verdict is there, in a thread apart from that which gives verdicts: these never wait for it. Gives what tries it again
 * now, where its scripts did not load.
 */
export function useInspection(state: State, dispatch: Dispatch): () => void {
  const wanted = inspectionWanted(state);
  return useEngine({
    kind: INSPECTIONS,
    question: wanted,
    turn: `${wanted?.turn} ${wanted?.withFindings}`,
    isEager: false,
    onReply: (question, reply) => dispatch({ kind: 'inspected', question, reply }),
    onTrouble: (trouble) => dispatch({ kind: 'uninspected', trouble }),
  });
}
