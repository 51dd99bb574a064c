import { useEffect, useRef } from 'preact/hooks';
import type { Dispatch } from '../Dispatch.ts';
import { isWaiting, questionOf } from '../model.ts';
import type { State } from '../State.ts';
import { answerLoaded } from './answerLoaded.ts';
import { Engine, type Kind } from './Engine.ts';
import type { Question } from './Question.ts';
import type { Reply } from './Reply.ts';

/** How long an answer may take before the one in sight is shown as old: what comes sooner would only flicker. */
const LATE_MS = 200;

const ANSWERS: Kind<Question, Reply> = { asking: (answer) => ({ answer }), answerHere: answerLoaded };

/** Asks the engine whatever the state waits for, and tells the model what it answered. */
export function useAnswers(state: State, dispatch: Dispatch): void {
  const engine = useRef<Engine<Question, Reply> | undefined>(undefined);
  const waiting = isWaiting(state);

  useEffect(() => {
    engine.current = new Engine(ANSWERS, (question, reply) => dispatch({ kind: 'answered', question, reply }));
    // On its own page the worker is there before the first question; in a chapter most readers ask none.
    if (state.mode === 'page') engine.current.start();
    return () => engine.current?.stop();
  }, [state.mode, dispatch]);

  useEffect(() => {
    if (waiting) engine.current?.ask(questionOf(state));
  }, [waiting, state.turn]);

  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => dispatch({ kind: 'late' }), LATE_MS);
    return () => clearTimeout(timer);
  }, [waiting, dispatch]);
}
