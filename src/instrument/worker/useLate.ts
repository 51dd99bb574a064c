import { useEffect } from 'preact/hooks';

/** How long an answer may take before the one in sight is taken for old: what comes sooner would only flicker. */
const LATE_MS = 200;

/** Tells once what is waited for has not come for so long. */
export function useLate(isWaiting: boolean, onLate: () => void): void {
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(onLate, LATE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
}
