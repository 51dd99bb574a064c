/** What a reader has solved: the exercise, "user-namespaces/whose-file", and the day, "2026-11-28". */
export type Progress = ReadonlyMap<string, string>;

export const NO_PROGRESS: Progress = new Map();

/** How progress is written, in storage and in a file. Another way gets another number, and this one is read for ever. */
export const PROGRESS_VERSION = 1;

/** A chapter's slug and an exercise's. */
export const isExerciseName = (name: string): boolean => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(name);

/** A day of the calendar, "2026-11-28". */
export function isDay(day: unknown): day is string {
  return typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(day).toJSON()?.startsWith(day) === true;
}

/** The text of progress, its exercises in order. */
export function formatProgress(progress: Progress): string {
  const solved = Object.fromEntries([...progress].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: PROGRESS_VERSION, solved }, undefined, 2)}\n`;
}

/** What such a text holds: of a broken one what can be read. Undefined where it is of another version, which must not be lost. */
export function parseProgress(text: string): Progress | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return NO_PROGRESS;
  }
  if (typeof json !== 'object' || json === null) return NO_PROGRESS;
  if ('version' in json && json.version !== PROGRESS_VERSION) return undefined;
  const solved = 'solved' in json && typeof json.solved === 'object' ? (json.solved ?? {}) : {};
  return new Map(Object.entries(solved).filter(([name, day]) => isExerciseName(name) && isDay(day)));
}

/** Both together; of an exercise solved twice the earlier day. */
export function mergeProgress(one: Progress, other: Progress): Progress {
  const merged = new Map(one);
  for (const [name, day] of other) {
    const before = merged.get(name);
    merged.set(name, before !== undefined && before < day ? before : day);
  }
  return merged;
}

/** Without one exercise, or without any. */
export const withoutSolved = (progress: Progress, name: string | undefined): Progress =>
  new Map([...progress].filter(([each]) => name !== undefined && each !== name));

/** A chapter's progress in words: "2 of 3 solved", of the exercises that it has now; empty where none is solved. */
export function chapterProgress(progress: Progress, names: readonly string[]): string {
  const solved = names.filter((name) => progress.has(name)).length;
  return solved === 0 ? '' : `${solved} of ${names.length} solved`;
}

/** The one key of localStorage that progress has. */
const PROGRESS_KEY = 'progress';

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
