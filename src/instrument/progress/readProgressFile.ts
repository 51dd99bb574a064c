import {
  findMember,
  type JsonNode,
  type JsonObject,
  kindInWords,
  type Parsed,
  type Problems,
  problemsOf,
  readJson,
  sourceText,
} from '../../engine/text/index.ts';
import { isDay, isExerciseName, PROGRESS_VERSION, type Progress } from './progressStore.ts';

const CHOOSE = 'Choose a file that this page exported.';

/** Reads a file of progress: every exercise of it that can be read, and what is wrong with the rest, each at its place. Never throws. */
export function readProgressFile(text: string): Parsed<Progress> {
  const problems = problemsOf(sourceText(text));
  if (text.trim() === '') {
    problems.tell({ start: 0, end: 0 }, 'error', 'progress-empty', 'Empty file.', CHOOSE);
    return { value: undefined, diagnostics: problems.list() };
  }
  const root = readJson(problems.source, problems);
  const value = root && readRoot(root, problems);
  return { value, diagnostics: problems.list() };
}

function readRoot(root: JsonNode, problems: Problems): Progress | undefined {
  if (root.kind !== 'object') return refused(root, `The file holds ${kindInWords(root)}, no progress.`, problems);
  const version = findMember(root, 'version')?.value;
  if (version === undefined) return refused(root, 'The file has no version.', problems);
  if (version.kind !== 'number' || version.digits !== String(PROGRESS_VERSION))
    return refused(version, `This page reads version ${PROGRESS_VERSION}, and no other.`, problems);
  const solved = findMember(root, 'solved')?.value;
  if (solved?.kind !== 'object') return refused(solved ?? root, 'The file has no exercises under “solved”.', problems);
  return readSolved(solved, problems);
}

function refused(place: JsonNode, message: string, problems: Problems): undefined {
  problems.tell(place, 'error', 'progress-file', message, CHOOSE);
}

function readSolved({ members }: JsonObject, problems: Problems): Progress {
  const entries = members.flatMap(({ key, value }): [string, string][] => {
    const isName = isExerciseName(key.value);
    if (!isName) {
      const hint = 'Write the chapter and the exercise: user-namespaces/whose-file.';
      problems.tell(key, 'error', 'progress-name', `“${key.value}” names no exercise.`, hint);
    }
    const day = value.kind === 'string' ? value.value : undefined;
    if (!isDay(day)) {
      const found = day === undefined ? kindInWords(value) : `“${day}”`;
      problems.tell(value, 'error', 'progress-day', `Found ${found}, expected a day.`, 'Write a day as 2026-11-28.');
    }
    return isName && isDay(day) ? [[key.value, day]] : [];
  });
  return new Map(entries);
}

/** Something that the site keeps in the reader's browser, beside progress. */
export interface KeptThing {
  id: 'theme' | 'texts';
  where: 'localStorage' | 'sessionStorage';
  /** Whether a key is of it. */
  has: (key: string) => boolean;
}

/** All of it: themeSwitch.ts keeps the theme, tabStore.ts and EarlyInput.ts the texts of a tab. */
export const KEPT_THINGS: readonly KeptThing[] = [
  { id: 'theme', where: 'localStorage', has: (key) => key === 'theme' },
  { id: 'texts', where: 'sessionStorage', has: (key) => key === 'early' || /^(?:kept|newest) /.test(key) },
];

/** Of these, what is kept now. */
export const keptNow = (): KeptThing['id'][] =>
  KEPT_THINGS.filter((thing) => keysOf(thing).length > 0).map(({ id }) => id);

/** Forgets one of them. */
export function eraseKept(id: KeptThing['id']): void {
  for (const thing of KEPT_THINGS) {
    if (thing.id !== id) continue;
    for (const key of keysOf(thing)) window[thing.where].removeItem(key);
  }
}

function keysOf({ where, has }: KeptThing): string[] {
  try {
    return Object.keys(window[where]).filter(has);
  } catch {
    return [];
  }
}
