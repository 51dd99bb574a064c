import { useEffect, useRef } from 'preact/hooks';
import { Retry, type Trouble } from './Retry.ts';

/** Tries what is wanted, if anything is, until it succeeds, and anew where a key changes. Gives what tries it at once. */
export function useRetry(
  attempt: (() => Promise<void>) | undefined,
  onTrouble: (trouble: Trouble) => void,
  keys: readonly unknown[],
): () => void {
  const retry = useRef<Retry | undefined>(undefined);
  useEffect(() => {
    if (!attempt) return;
    const one = new Retry(attempt, onTrouble);
    retry.current = one;
    one.now();
    return () => one.stop();
  }, keys);
  return () => retry.current?.now();
}
