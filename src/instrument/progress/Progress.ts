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

/** "user-namespaces" of "user-namespaces/whose-file". */
export const chapterOf = (name: string): string => name.slice(0, name.indexOf('/'));

/** A chapter's progress in words: "2 of 3 solved", of the exercises that it has now; empty where none is solved. */
export function chapterProgress(progress: Progress, names: readonly string[]): string {
  const solved = names.filter((name) => progress.has(name)).length;
  return solved === 0 ? '' : `${solved} of ${names.length} solved`;
}
