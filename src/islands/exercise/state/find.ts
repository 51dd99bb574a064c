/** One of a few answers; the right one has no reason against it. `says`, `why` and `explain` are inline Markdown. */
export interface Choice {
  says: string;
  why?: string | undefined;
}

/** Commit to an answer, then see the engine's. */
export interface Predict {
  kind: 'predict';
  choices: readonly Choice[];
  /** What the engine, or the real thing, answers. */
  found: string;
  explain: string;
}

/** Who writes a map; what is left out is root's (the engine's Writer). */
interface MapWriter {
  kind?: 'uid' | 'gid' | undefined;
  id?: number | undefined;
}

/** A map or a profile, edited until its checks pass. */
export interface Make {
  kind: 'make';
  about: 'map' | 'profile';
  stack?: string | undefined;
  writer?: MapWriter | undefined;
  start: string;
  /** One expectation a line. */
  checks: string;
  explain: string;
}

/** Spellings of an answer that is wrong, and why. */
interface WrongCulprit {
  says: readonly string[];
  why: string;
}

/** A broken container: name the culprit. */
export interface Find {
  kind: 'find';
  answers: readonly string[];
  wrong: readonly WrongCulprit[];
  explain: string;
  /** The pasted material in Find the cause. */
  askHref: string;
}

/** The release that an output has behind a word, as in `Docker 26.1.5`: this one or a newer one, and an older one than that. */
export interface ReleaseRange {
  of: string;
  since?: string | undefined;
  before?: string | undefined;
}

/** What an output says that has all of these lines, a release of this range, and a map that passes all of these checks. */
export interface Outcome {
  lines?: readonly string[] | undefined;
  release?: ReleaseRange | undefined;
  checks?: readonly string[] | undefined;
  ok: boolean;
  says: string;
}

/** Commands for the reader's own machine, and what their output means: the first outcome that fits. */
export interface Machine {
  kind: 'machine';
  outcomes: readonly Outcome[];
  explain: string;
}

/** An exercise as the page hands it to its island. */
export type Exercise = Predict | Make | Find | Machine;

/** The right choice. */
export const rightChoice = (choices: readonly Choice[]): number => choices.findIndex(({ why }) => why === undefined);

/** What is typed, and the answer that was judged. */
export interface FindState {
  exercise: Find;
  text: string;
  judged: string | undefined;
  /** The answer was asked for before one was typed. */
  isHasty: boolean;
}

export type FindMessage = { kind: 'type'; text: string } | { kind: 'judge' };

/** `unknown`: neither right nor one of the wrong answers that were foreseen. */
type FindVerdict = { kind: 'right' } | { kind: 'wrong'; of: WrongCulprit } | { kind: 'unknown' };

export const initFind = (exercise: Find): FindState => ({
  ...{ exercise, text: '', judged: undefined, isHasty: false },
});

/** What was judged stands until something else is typed. */
export function updateFind(state: FindState, message: FindMessage): FindState {
  if (message.kind === 'type') return { ...state, text: message.text, judged: undefined, isHasty: false };
  const isHasty = normalised(state.text) === '';
  return { ...state, judged: isHasty ? undefined : state.text, isHasty };
}

/** Answers are compared without case, quotes, parentheses and spaces, articles, a manual's section and a full stop. */
export const normalised = (answer: string): string =>
  answer
    .trim()
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\b(is|are|was|do|does|did|has|have)n't\b/g, '$1 not')
    .replace(/\b(?:the|an?)\s+/g, '')
    .replace(/\(\d\w*\)/, '')
    .replace(/[.!]+$/, '')
    .replaceAll(/["'`“”‘’()\s]/g, '');

/**
 * An answer that is one of the spellings, alone or with words beside it that change nothing (“AppArmor denied it”); of “clone3, not clone”, what is
 * said against a wrong one changes nothing either. Whatever else a sentence says is not understood.
 */
export function judgeCulprit(exercise: Pick<Find, 'answers' | 'wrong'>, said: string): FindVerdict {
  const named =
    verdictOf(exercise, (spelling) => normalised(spelling) === normalised(said)) ??
    verdictOf(exercise, (spelling) => isBare(said, spelling));
  if (named) return named;
  const [, before, after] = CONTRAST.exec(said) ?? [];
  const isRight =
    before !== undefined &&
    after !== undefined &&
    judgeCulprit(exercise, before).kind === 'right' &&
    judgeCulprit(exercise, after).kind === 'wrong';
  return { kind: isRight ? 'right' : 'unknown' };
}

/** Of the spellings, the right ones first; undefined where none is meant. */
function verdictOf(
  { answers, wrong }: Pick<Find, 'answers' | 'wrong'>,
  isMeant: (spelling: string) => boolean,
): FindVerdict | undefined {
  if (answers.some(isMeant)) return { kind: 'right' };
  const of = wrong.find(({ says }) => says.some(isMeant));
  return of && { kind: 'wrong', of };
}

const CONTRAST = /^([^,;]+?)[,;]?\s+(?:and\s+)?not\s+(.+)$/is;

/** Words that may stand beside an answer: they say that it is one, or that it refused. */
const BESIDE = new Set(
  `i think guess say answer culprit cause reason my it its this that is was be by of from in to for with because which who here has have
  got gets get fails failed refuses refused denies denied denying blocks blocked says said makes made calls called call system syscall name named
  docker filter profile default kernel runc eperm eacces error -1`.split(/\s+/),
);

/** Whether the words of a sentence are a spelling and nothing but words that may stand beside it. */
function isBare(said: string, spelling: string): boolean {
  const [sentence, wanted] = [spaced(said), spaced(spelling)];
  if (wanted.trim() === '' || !sentence.includes(wanted)) return false;
  const beside = sentence.replace(wanted, ' ').trim();
  return beside === '' || beside.split(' ').every((word) => BESIDE.has(word));
}

/** In small letters, one space around each word, without articles and the “s” of a genitive; names, options and paths are words. */
const spaced = (text: string): string => {
  const plain = text
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/\bsa(?:ys|id) no\b/g, '');
  const words = (plain.match(/[\w./:=>|-]*[\w>|]/g) ?? []).filter((word) => !['the', 'a', 'an'].includes(word));
  return ` ${words.join(' ')} `;
};

/** An answer that is chosen, and the one that was committed to. */
export interface PredictState {
  exercise: Predict;
  chosen: number | undefined;
  committed: number | undefined;
  /** The reader asked for the answer after a wrong one. */
  isShown: boolean;
  /** The answer was asked for before one was chosen. */
  isHasty: boolean;
}

export type PredictMessage =
  | { kind: 'choose'; at: number }
  | { kind: 'commit' }
  | { kind: 'show'; isShown: boolean }
  | { kind: 'again' };

export const initPredict = (exercise: Predict): PredictState => ({
  ...{ exercise, chosen: undefined, committed: undefined, isShown: false, isHasty: false },
});

/** After a commitment nothing is chosen any more, until the reader begins again. */
export function updatePredict(state: PredictState, message: PredictMessage): PredictState {
  switch (message.kind) {
    case 'choose':
      return state.committed === undefined ? { ...state, chosen: message.at, isHasty: false } : state;
    case 'commit':
      return { ...state, committed: state.chosen, isHasty: state.chosen === undefined };
    case 'show':
      return { ...state, isShown: message.isShown };
    case 'again':
      return initPredict(state.exercise);
  }
}

export const isPredicted = ({ exercise, committed }: PredictState): boolean =>
  committed !== undefined && committed === rightChoice(exercise.choices);
