import { useEffect, useRef } from 'preact/hooks';
import { type Kind, WorkerClient } from '../../../instrument/worker/WorkerClient.ts';
import type { Work } from '../answering/answerQuestion.ts';
import { startEngine } from '../answering/startEngine.ts';
import type { Dispatch } from '../Dispatch.ts';
import type { State } from '../State.ts';
import type { Inspection, InspectionQuestion } from './Inspection.ts';
import { inspectionWanted } from './inspectionWanted.ts';

const INSPECTIONS: Kind<InspectionQuestion, Inspection, Work> = {
  start: startEngine,
  asking: (question) => ({ inspect: question }),
  answerHere: async (question, before) => (await import('./inspectLoaded.ts')).inspectLoaded(question, before),
};

/** Has a profile inspected once its verdict is there, in a thread apart from that which gives verdicts: these never wait for it. */
export function useInspection(state: State, dispatch: Dispatch): void {
  const engine = useRef<WorkerClient<InspectionQuestion, Inspection, Work> | undefined>(undefined);
  const wanted = inspectionWanted(state);

  useEffect(() => {
    engine.current = new WorkerClient(INSPECTIONS, (question, reply) =>
      dispatch({ kind: 'inspected', question, reply }),
    );
    return () => engine.current?.stop();
  }, [dispatch]);

  useEffect(() => {
    if (wanted) engine.current?.ask(wanted);
  }, [wanted?.turn, wanted?.withFindings]);
}
