import { useEffect } from 'preact/hooks';
import { useEngine } from '../../../instrument/worker/useEngine.ts';
import { type Live, type LiveMessage, questionOf } from '../live.ts';
import type { Mode } from '../State.ts';
import { ANSWERS } from './answers.ts';

/** How long an answer may take before the one in sight is taken away: what comes sooner would only flicker. */
const LATE_MS = 200;

/** Has the engine answer whatever waits. Gives what tries it again now, where it did not load. */
export function useAnswers(live: Live, mode: Mode, dispatch: (message: LiveMessage) => void): () => void {
  const question = questionOf(live);
  const isWaiting = question !== undefined;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => dispatch({ kind: 'late' }), LATE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting, dispatch]);
  return useEngine({
    kind: ANSWERS,
    question,
    turn: question?.turn,
    // On its own page the worker is there before the first question; in a chapter most readers ask none.
    isEager: mode === 'page',
    onReply: (_, answered) => dispatch({ kind: 'answered', answered }),
    onTrouble: (trouble) => dispatch({ kind: 'trouble', trouble }),
  });
}
