import type { Arch } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES, isOfKubernetes } from '../../../engine/seccomp/index.ts';
import { stackOf } from '../../../engine/stack/index.ts';
import { type Diagnostic, isCrowded } from '../../../engine/text/index.ts';
import type { Preset } from '../../../instrument/presets/Preset.ts';
import { newestDefault, PRESETS, presetOf } from '../../../instrument/presets/presets.ts';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import type { Phrase } from '../../../ui/Phrase.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { Source, State, Undo } from '../state/Message.ts';
import type { CallReply, Contents, Reading, StartShown } from '../state/Reply.ts';
import { abiLabel } from '../state/target.ts';
import { problemsHold } from '../state/textChange.ts';

/** What stands for the answer while there is no profile. */
export interface NoProfileShown {
  title: string;
  /** Profiles to begin with: "Docker’s default 26.1.5". */
  starters: readonly { id: string; words: string }[];
}

/** What the reader of JSON calls a text of nothing but white space: no fault of a field that waits. */
const NO_TEXT = 'json-empty';

/** What it calls a text that does not even begin as JSON. */
const NO_JSON = 'json-other';

/** The stack's own default, or that which links began with, and a short one to read. */
function startersOn(stack: string | undefined): NoProfileShown['starters'] {
  const own = stack === undefined ? undefined : stackOf(stack)?.profile;
  return [own ?? 'docker-26.1', 'talk-2016'].flatMap((name) => {
    const preset = presetOf(name);
    return preset === undefined ? [] : [{ id: preset.id, words: preset.words }];
  });
}

/** Whether the text is no profile at all; then none before it answers either. Undefined for a profile, also for one with errors. */
export function noProfileIn({ stack, asked: { text }, answer: { reading } }: State): NoProfileShown | undefined {
  if (text.trim() === '') return { title: 'No profile yet.', starters: startersOn(stack) };
  const isOther = reading.contents === undefined && reading.problems.some(({ code }) => code === NO_JSON);
  return isOther ? { title: 'This text is not a profile.', starters: startersOn(stack) } : undefined;
}

/** The value of the own text that gave way to another, in the list of profiles. */
export const KEPT = 'own';

/** The list of profiles: the site's, then the reader's own text, where it is the present one or gave way to it. */
function presetOptions({ asked: { source, text }, own }: State): readonly SelectOption[] {
  const presets = PRESETS.map(({ id, title, group }) => ({ value: id, label: title, group }));
  return [
    ...presets,
    ...('preset' in source ? [] : [{ value: '', label: ownName(source) }]),
    ...(own && own.text !== text ? [{ value: KEPT, label: `${ownName(own.source)}, kept` }] : []),
  ];
}

const ownName = (source: Source): string => ('name' in source && source.name) || 'Your own text';

const NO_PROBLEMS: readonly Diagnostic[] = [];
/** Lines of text in sight at most; embedded, a short text stands whole and a long one is a window. */
const PAGE_ROWS = 22;
const EMBEDDED_ROWS = 12;

/** The profile's text, and what is known of it. `isOld`: the answer in sight is of an older text, or there is none. */
export function profileView(
  state: State,
  {
    litLines,
    lineToShow,
    isOld,
    isMissing,
  }: Pick<CallReply, 'litLines' | 'lineToShow'> & { isOld: boolean; isMissing: boolean },
) {
  const { text, source, target } = state.asked;
  const { reading } = state.answer;
  // That a field is empty is no fault of it, and what was wrong with the text before has gone with it, before any answer says so.
  const isEmpty = text.trim() === '';
  // The same list as long as it stays so: the focus follows its changes.
  const problems = isEmpty || reading.problems.some(({ code }) => code === NO_TEXT) ? NO_PROBLEMS : reading.problems;
  const presets = presetOptions(state);
  const preset = state.fetching?.id ?? ('preset' in source ? source.preset : '');
  const isPage = state.mode === 'page';
  const abis = reading.contents?.abis ?? [];
  return {
    presets,
    /** The chosen preset, or '' for the reader's own text. */
    preset,
    /** Its name in the list. */
    title: presets.find(({ value }) => value === preset)?.label ?? '',
    /** What was done to the text and can be taken back, told where it was done. */
    undo: state.undo && undoView(state.undo),
    /** What to know of the chosen preset. */
    notes: presetOf(preset)?.notes ?? [],
    text,
    maxRows: isPage || text.split('\n', PAGE_ROWS + 1).length <= PAGE_ROWS ? PAGE_ROWS : EMBEDDED_ROWS,
    marks: profileMarks(problems, litLines),
    /** Its lines are too long to read, and can be broken. */
    isCrowded: isPage && isReadable(state) && isCrowded(text),
    /** The line to bring into view when it changes. */
    litLine: lineToShow,
    problems,
    /** The ABIs whose calls a rule can name. */
    abis: abis.length > 0 ? abis : [target.arch],
    /** Whether the problems are those of the present text, and their fixes fit it. */
    problemsHold: isEmpty || problemsHold(state),
    /** "359 names in 31 rules, for x86_64, x86 and x32"; where no table says it, how many calls get which verdict. */
    summary: [
      reading.contents && !isEmpty && !isMissing ? contentsWords(reading.contents) : undefined,
      isPage || isOld ? undefined : countsWords(reading, target.arch),
    ].filter((line) => line !== undefined),
  };
}

const undoView = ({ of, words, isBack }: Undo): { of: Undo['of']; words: string; button: string } =>
  isBack ? { of, words: 'Undone.', button: 'Redo' } : { of, words, button: 'Undo' };

/** Whether the present text is a profile without mistakes of writing. */
function isReadable(state: State): boolean {
  const { contents, problems } = state.answer.reading;
  return problemsHold(state) && contents !== undefined && problems.every(({ code }) => !code.startsWith('json-'));
}

function contentsWords({ names, rules, abis }: Contents): string {
  const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const where = abis.map(abiLabel).join(', ');
  return `${counted(names, 'name')} in ${counted(rules, 'rule')}${where ? `, for ${where}` : ''}`;
}

function countsWords({ counts }: Reading, arch: Arch): string | undefined {
  if (!counts) return undefined;
  const [all, ...verdicts] = counts;
  return `${all?.count} calls on ${abiLabel(arch)}: ${verdicts.map(({ count, label }) => `${count} ${label}`).join(' · ')}`;
}

/** The marks of the profile's text: every problem, and the lines that decided the answer. */
function profileMarks(problems: readonly Diagnostic[], litLines: readonly number[]): LineMark[] {
  return [...problemMarks(problems), ...litLines.map((line): LineMark => ({ tone: 'lit', line }))];
}

/** Whether a container starts, as the card tells it. */
export interface AdvisedStart extends StartShown {
  /** A profile to start from instead, where this one is too short for most programs. */
  advice: { words: Phrase; label: string; preset: string } | undefined;
}

/**
 * A profile that lets fewer calls of the machine's own ABI pass is short. Docker's default lets pass 259 to 301 of them, by architecture; what refuses
 * some of these is long still, and a list written from what one program made has well below a hundred.
 */
const SHORT = 200;

/** The start of a profile of the reader's own that is short is told with what it leaves out: that a container starts is little to know then. */
export function adviseStart(
  start: StartShown,
  { mode, stack, asked: { source } }: Pick<State, 'mode' | 'stack' | 'asked'>,
  counts: Reading['counts'],
): AdvisedStart {
  const starts = start.tone === 'allow';
  const isOwn = mode === 'page' && !('preset' in source);
  const { owner, preset } = defaultOn(stack);
  if (!isOwn || !isShort(counts) || preset === undefined) return { ...start, advice: undefined };
  const advice = {
    words: [
      `${starts ? '' : 'Most programs need still more calls. '}Starting from ${owner}’s default and removing calls is easier. Your text stays in the list of profiles.`,
    ],
    label: `Use ${preset.words}`,
    preset: preset.id,
  };
  if (!starts) return { ...start, advice };
  return { ...start, tone: 'depends', title: ['Containers start, but most programs need more calls'], advice };
}

/** Whose default to start from. A node of Kubernetes takes Docker's without its conditions, which allows more than its own. */
function defaultOn(id: string | undefined): { owner: string; preset: Preset | undefined } {
  const stack = id === undefined ? undefined : stackOf(id);
  if (stack === undefined || !isOfKubernetes(stack.engine)) return { owner: 'Docker', preset: newestDefault() };
  return { owner: ENGINE_NAMES[stack.engine], preset: presetOf(stack.profile) };
}

function isShort(counts: Reading['counts']): boolean {
  const count = (which: 'all' | 'deny') => counts?.find(({ shown }) => shown === which)?.count ?? 0;
  return counts !== undefined && count('all') - count('deny') < SHORT;
}
