import type { OffersShown } from '../state/Inspection.ts';
import { givesFilter, inspectionWanted, isLooking, isWaiting, sameReading } from '../state/questionOf.ts';
import type { StartShown } from '../state/Reply.ts';
import type { State } from '../state/State.ts';
import { findingsBeside, findingsSummary } from './findingWords.ts';

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
