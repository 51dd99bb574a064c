import { useEffect, useRef } from 'preact/hooks';
import { WorkerClient } from '../../../instrument/worker/WorkerClient.ts';
import type { Dispatch } from '../Dispatch.ts';
import { isWaiting, questionOf } from '../model.ts';
import type { State } from '../State.ts';
import type { Work } from './answerQuestion.ts';
import { ANSWERS } from './answers.ts';
import type { Question } from './Question.ts';
import type { Reply } from './Reply.ts';

/** How long an answer may take before the one in sight is shown as old: what comes sooner would only flicker. */
const LATE_MS = 200;

/** Asks the engine whatever the state waits for, and tells the model what it answered. */
export function useAnswers(state: State, dispatch: Dispatch): void {
  const engine = useRef<WorkerClient<Question, Reply, Work> | undefined>(undefined);
  const waiting = isWaiting(state);

  useEffect(() => {
    engine.current = new WorkerClient(ANSWERS, (question, reply) => dispatch({ kind: 'answered', question, reply }));
    // On its own page the worker is there before the first question; in a chapter most readers ask none.
    if (state.mode === 'page') engine.current.start();
    return () => engine.current?.stop();
  }, [state.mode, dispatch]);

  useEffect(() => {
    if (waiting) engine.current?.ask(questionOf(state));
  }, [waiting, state.turn]);

  const absent = waiting || state.fetching !== undefined;
  useEffect(() => {
    if (!absent) return;
    const timer = setTimeout(() => dispatch({ kind: 'late' }), LATE_MS);
    return () => clearTimeout(timer);
  }, [absent, dispatch]);
}
