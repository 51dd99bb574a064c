import { ENGINE_NAMES, type Finding, HARMS, type Harm, isOfKubernetes } from '../../../engine/seccomp/index.ts';
import { stackOf } from '../../../engine/stack/index.ts';
import type { Diagnostic, Span } from '../../../engine/text/index.ts';
import type { Preset } from '../../../instrument/presets/Preset.ts';
import { newestDefault, presetOf } from '../../../instrument/presets/presets.ts';
import { placeOf } from '../../../instrument/words/places.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { listed, type Phrase } from '../../../ui/Phrase.ts';
import type { OffersShown, RoadsShown } from '../state/Inspection.ts';
import { givesFilter, inspectionWanted, isLooking, isWaiting, sameReading } from '../state/questionOf.ts';
import type { Reading, StartShown } from '../state/Reply.ts';
import type { State } from '../state/State.ts';

/**
 * Why there are no roads, or no findings, while what finds them is tried again. That is told where something is missing for it: those of the question in
 * sight stay.
 */
export function uninspectedFor(state: State) {
  const { uninspected: trouble, inspected } = state;
  const wanted = inspectionWanted(state);
  if (trouble === undefined || wanted === undefined) return undefined;
  const lacks = { roads: inspected.roads === undefined || isOld(state), findings: wanted.withFindings };
  const parts = [...(lacks.roads ? ['the ways around this filter'] : []), ...(lacks.findings ? ['the findings'] : [])];
  return parts.length === 0 ? undefined : { what: parts.join(' and '), trouble, lacks };
}

/** Whether the newest inspection is of another question than the answer. Before the first, what the page was served with is of what it opened with. */
const isOld = ({ inspected, answer }: State): boolean => Math.max(0, inspected.turn) !== answer.question.turn;

/** Roads to what the asked call does; `doubtful`: something besides the filter keeps the call from running, or may. */
export function roadsView(state: State, doubtful: boolean) {
  const { status } = state.answer.reading;
  const { roads } = state.inspected;
  if (roads === undefined || status === 'stale' || status === 'none') return undefined;
  return { shown: roads, old: isOld(state), doubtful };
}

/**
 * What would let the asked call pass. It goes with the first letter of another question, for a press would change the profile for the question before.
 * Undefined where nothing helps, the call isn't refused, or that is being worked out.
 */
export function offersView(state: State): OffersShown | undefined {
  const { mode, answer, inspected } = state;
  const isOpen = mode === 'page' && !isWaiting(state) && !isOld(state) && givesFilter(answer.reading.status);
  return isOpen ? inspected.offers : undefined;
}

/** What the filter makes of the lines that were pasted; not known yet where `shown` is undefined. */
export function traceView(state: State) {
  const { asked, inspected, answer } = state;
  if (asked.trace === undefined || !givesFilter(answer.reading.status)) return undefined;
  const isAwaited = isWaiting(state) || inspected.turn !== answer.question.turn;
  if (!isAwaited && inspected.trace === undefined) return undefined;
  return { shown: isAwaited ? undefined : inspected.trace, lines: asked.trace.length };
}

/** 'offered': they are looked for when the reader says so; undefined where no filter stands. */
export function findingsView(state: State) {
  const { findings } = state.inspected;
  const { reading } = state.answer;
  if (state.mode !== 'page' || reading.status === 'stale' || reading.status === 'none') return undefined;
  if (!isLooking(state)) return 'offered' as const;
  if (findings === undefined) return undefined;
  const old = !sameReading(findings, state.asked);
  const items = findingsBeside(findings.items, reading.problems);
  // All that was found stands among the problems.
  const isToldAbove = items.length === 0 && findings.items.length > 0;
  // What was fixed from here is told here, with the way back.
  if (isToldAbove && state.undo?.of !== 'findings') return undefined;
  // That nothing was found reads as praise, and under this profile nothing runs.
  const isIdle = startIn(state)?.tone === 'deny' && items.every(({ harm }) => harm === 'note');
  if (isIdle && items.length === 0 && state.undo?.of !== 'findings') return undefined;
  return { items, summary: isIdle || isToldAbove ? undefined : findingsSummary(items), old };
}

/** That a container starts under a default that others ship goes without saying. */
export function startIn({ mode, asked: { source }, answer: { question, reading } }: State): StartShown | undefined {
  const { runtime } = question.target;
  const start = runtime === 'libseccomp' ? undefined : reading.starts?.[runtime];
  const isTold = mode === 'page' && !('preset' in source) && reading.status === 'exact';
  return start?.tone === 'allow' && !isTold ? undefined : start;
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

/** What a finding does, in a word. */
export const HARM_WORDS: Readonly<Record<Harm, string>> = {
  refused: 'won’t start',
  exposes: 'possible bypass',
  breaks: 'breaks programs',
  idle: 'no effect',
  note: 'note',
};

/** "7 possible bypasses, 1 rule without effect": how many findings there are of each harm, worst first. Notes are counted where they are folded. */
export function findingsSummary(items: readonly Finding[]): string {
  const counted = HARMS.flatMap((harm) => {
    if (harm === 'note') return [];
    const count = items.filter((item) => item.harm === harm).length;
    return count === 0 ? [] : [`${count} ${COUNT_WORDS[harm][count === 1 ? 0 : 1]}`];
  });
  return counted.length === 0 ? 'No known bypass, and no rule without effect.' : counted.join(', ');
}

const COUNT_WORDS: Readonly<Record<Exclude<Harm, 'note'>, readonly [one: string, more: string]>> = {
  refused: ['reason why the container won’t start', 'reasons why the container won’t start'],
  exposes: ['possible bypass', 'possible bypasses'],
  breaks: ['likely failure', 'likely failures'],
  idle: ['rule without effect', 'rules without effect'],
};

const MOST_LINES = 5;

/** "line 12, line 14 and 9 more places": the lines of a finding, each once. */
export function findingLines(spans: readonly Span[]): Phrase {
  const places = [...new Map(spans.map((span) => [span.line, placeOf(span)])).values()];
  const shown: Phrase[] = places.slice(0, MOST_LINES).map((place) => [place]);
  const more = places.length - shown.length;
  return listed(more > 0 ? [...shown, [`${more} more`]] : shown);
}

/** Without what stands among the problems of the text already. */
export function findingsBeside(findings: readonly Finding[], problems: readonly Diagnostic[]): readonly Finding[] {
  const known = new Set(problems.map(({ code, span }) => `${code} ${span?.start}`));
  return findings.filter(({ code, spans: [span] }) => !known.has(`${code} ${span?.start}`));
}

/** What stands over a list of roads. */
export interface RoadsWords {
  /** To what end they are. */
  title: string;
  /** How many of them are allowed and how many blocked, and who blocks them. */
  summary: string;
  /** How they are counted; empty where it shows. */
  counted: string;
  /** The sum is what matters first. It isn't where there is one way only, and where the call passes and other ways to the same don't. */
  leads: boolean;
}

export function roadsWords(roads: RoadsShown): RoadsWords {
  const { ends, count, groups, refused } = roads;
  const [end, ...others] = ends;
  const title =
    end === undefined ? 'The call on every ABI' : others.length > 0 ? 'Other ways to do the same' : `Ways to ${end}`;
  const counted = count > groups.length ? 'A call counts once for each ABI.' : '';
  const leads = count > 1 && (refused || conclusionTone(roads) !== 'depends');
  return { title, summary: conclusion(roads), counted, leads };
}

/** None open, some or all: a reader takes the sum in before the words. */
export const conclusionTone = ({ count, open, stopped, denied }: RoadsShown): Tone =>
  open === stopped ? 'deny' : open - stopped < count || denied > 0 ? 'depends' : 'allow';

function conclusion({ count, open, stopped, denied, refused }: RoadsShown): string {
  const allowed = open - stopped;
  const byKernel = stopped === 0 ? '' : `, ${stopped} by the kernel and not by the filter`;
  if (allowed === 0) return `${count === 1 ? 'The only way is' : `All ${count} ways are`} blocked${byKernel}.`;
  const blocked = `${count - allowed} of ${count} ways blocked${byKernel}.`;
  if (allowed < count && refused) return `${allowed} possible ${allowed === 1 ? 'bypass' : 'bypasses'}; ${blocked}`;
  if (allowed < count) return `${allowed} allowed; ${blocked}`;
  const unless =
    denied === 0 ? '' : `, ${denied === allowed ? '' : `${denied} of them `}unless denied by AppArmor or SELinux`;
  return `${count === 1 ? 'The only way is' : `${count === 2 ? 'Both' : `All ${count}`} ways are`} allowed${unless}.`;
}
