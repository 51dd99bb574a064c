import { engineOf, type Finding, HARMS, type Harm } from '../../../engine/seccomp/index.ts';
import { STACKS, type Stack, stackOf } from '../../../engine/stack/index.ts';
import type { Diagnostic, Span } from '../../../engine/text/index.ts';
import { besideStack } from '../../../instrument/stacks/stackOptions.ts';
import { placeOf } from '../../../instrument/words/places.ts';
import { listed, type Phrase } from '../../../ui/Phrase.ts';
import type { OffersShown } from '../state/Inspection.ts';
import type { StackAnswer, State } from '../state/Message.ts';
import { answersAlike, givesFilter, inspectionWanted, isLooking, isWaiting, sameReading } from '../state/questionOf.ts';
import type { StartShown } from '../state/Reply.ts';
import { asksDefault } from '../state/stackTarget.ts';

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

/** A stack with its answer, as a row shows it. */
interface StackRow extends StackAnswer {
  label: string;
  isPresent: boolean;
  /** It answers otherwise than the one in sight. */
  differs: boolean;
}

export type StacksView = NonNullable<ReturnType<typeof stacksView>>;

/** How other stacks answer; undefined while that is not known of the question in sight. */
export function stacksView(state: State) {
  const { mode, answer, stacks, stack } = state;
  const { answered } = answer.call;
  const isAsked = stacks.turn === answer.question.turn;
  const isKnown = mode === 'page' && !isWaiting(state) && (isAsked || answersAlike(state));
  const isEmpty = isAsked && stacks.of === 'all' && stacks.stacks.length === 0;
  if (!isKnown || answered === undefined || isEmpty) return undefined;
  const rows = isAsked ? rowsOf(stacks.stacks, answered, stack) : [];
  const present = stack === undefined ? undefined : stackOf(stack);
  const isDefault = asksDefault(answer.question, present);
  const dropped = isDropped(answer.question) ? DROPPED : undefined;
  const owner = isAsked && stacks.owner && differs(stacks.owner, answered) ? stacks.owner : undefined;
  // The owner is told of with its reason, and once.
  const neighbours = (present ? neighboursOf(present, rows) : []).filter(({ label }) => label !== owner?.label);
  return {
    rows,
    lacking:
      isAsked && answered.tone !== 'deny'
        ? lackingWords(stacks.lackedBefore, answer.question.target.kernel)
        : undefined,
    owner: owner && dropped ? { ...owner, why: `${owner.why} ${dropped}` } : owner,
    neighbours,
    keepsText: !isDefault,
    why: owner === undefined && neighbours.length > 0 ? dropped : undefined,
    table: tableOf(answer.question, isDefault),
    isWhole: isAsked && stacks.of === 'all',
    isOpen: state.wantsStacks === 'all',
  };
}

/** What `docker-privileged-keeps-profile` of content/data/versions/differences.json tells. */
const DROPPED =
  'With --privileged, Docker before 27.0.1 ignores the profile that --security-opt names; 27.0.1 and newer apply it.';

/** A profile that is named as a file, which some releases of Docker drop. */
const isDropped = ({ target }: State['answer']['question']): boolean =>
  target.privileged === true && engineOf(target) === 'docker' && !target.builtin;

/** What the stack table is to be asked: of a default each stack's own, else this profile on all. It knows no --privileged, and would answer another question. */
function tableOf({ text, target, call }: State['answer']['question'], isDefault: boolean) {
  if (target.privileged) return undefined;
  return { call, arch: target.arch, profile: isDefault ? undefined : text };
}

/** What becomes of a call that the filter lets pass and the kernel does not have yet. */
const lackingWords = (since: string | undefined, kernel: string): string | undefined =>
  since &&
  `Linux ${kernel} lacks this call, added in Linux ${since}: if the filter allows it, the kernel returns ENOSYS.`;

type Short = Pick<StackAnswer, 'tone' | 'headline'>;

const differs = (a: Short, b: Short): boolean => a.tone !== b.tone || a.headline !== b.headline;

function rowsOf(answers: readonly StackAnswer[], inSight: Short, present: string | undefined): readonly StackRow[] {
  return STACKS.toReversed().flatMap(({ id, label }) => {
    const answer = answers.find(({ stack }) => stack === id);
    if (answer === undefined) return [];
    return [{ ...answer, label, isPresent: id === present, differs: differs(answer, inSight) }];
  });
}

/** Of the same engine the newest older stack that answers otherwise, and the oldest newer one. */
function neighboursOf(present: Stack, rows: readonly StackRow[]): readonly StackRow[] {
  const rowOf = ({ id }: Stack) => rows.find((row) => row.stack === id && row.differs);
  const { older, newer } = besideStack(present);
  return [older, newer].flatMap((side) => side.map(rowOf).find((row) => row !== undefined) ?? []);
}
