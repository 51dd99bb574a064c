import { useEffect, useState } from 'preact/hooks';
import { rememberSolved, storedProgress, watchProgress } from '../../../instrument/progress/progressStore.ts';
import { LiveRegion } from '../../../ui/LiveRegion.tsx';

export interface SolvedProps {
  /** The exercise, as progress remembers it. */
  name: string;
  /** The site’s base, without a slash at its end. */
  base: string;
  view: { isSolved: boolean; announcement: string };
}

/** Keeps that the exercise is solved, tells since when, and says what is new to a screen reader. */
export function Solved({ name, base, view: { isSolved, announcement } }: SolvedProps) {
  const [day, setDay] = useState<string | undefined>(undefined);
  useEffect(() => {
    const look = () => setDay(storedProgress().get(name));
    if (isSolved) rememberSolved(name);
    look();
    return watchProgress(look);
  }, [name, isSolved]);
  return (
    <>
      {day && (
        <p class="exercise-solved allow">
          <span class="shaped">Solved on {day}.</span> <a href={`${base}/learn/progress/`}>Your progress</a>
        </p>
      )}
      <LiveRegion text={announcement} />
    </>
  );
}
