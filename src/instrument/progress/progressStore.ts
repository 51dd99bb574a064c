import { formatProgress, mergeProgress, NO_PROGRESS, type Progress, parseProgress, withoutSolved } from './Progress.ts';

/** The one key of localStorage that progress has. */
export const PROGRESS_KEY = 'progress';

/** What the browser keeps; nothing where it keeps nothing (blocked cookies, a private window). */
export function storedProgress(): Progress {
  return read() ?? NO_PROGRESS;
}

/** Keeps an exercise as solved today; the first day stays. */
export const rememberSolved = (name: string, day = today()): boolean =>
  change((stored) => mergeProgress(stored, new Map([[name, day]])));

/** Adds what a file has; false where the browser keeps nothing. */
export const addProgress = (progress: Progress): boolean => change((stored) => mergeProgress(stored, progress));

/** Forgets an exercise, or all. */
export function eraseProgress(name?: string): boolean {
  if (name !== undefined) return change((stored) => withoutSolved(stored, name));
  try {
    localStorage.removeItem(PROGRESS_KEY);
    return true;
  } catch {
    return false;
  }
}

/** Calls back where another tab, or another part of this page, has changed what is kept. Gives what ends it. */
export function watchProgress(onChange: () => void): () => void {
  const hearing = new AbortController();
  const { signal } = hearing;
  addEventListener('storage', ({ key }) => (key === PROGRESS_KEY || key === null) && onChange(), { signal });
  // From the back-forward cache, where no change was heard of.
  addEventListener('pageshow', ({ persisted }) => persisted && onChange(), { signal });
  return () => hearing.abort();
}

function change(next: (stored: Progress) => Progress): boolean {
  const stored = read();
  if (stored === undefined) return false;
  try {
    localStorage.setItem(PROGRESS_KEY, formatProgress(next(stored)));
    return true;
  } catch {
    return false;
  }
}

/** Undefined where nothing may be written: there is no storage, or a newer version of the site has written it. */
function read(): Progress | undefined {
  try {
    const text = localStorage.getItem(PROGRESS_KEY);
    return text === null ? NO_PROGRESS : parseProgress(text);
  } catch {
    return undefined;
  }
}

/** The reader's own day. */
function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
