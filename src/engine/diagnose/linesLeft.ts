import { type SourceText, sourceText } from '../text/index.ts';
import { parseTrace } from '../trace/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import { messagesIn } from './messagesIn.ts';
import { type Line, linesOf } from './paragraphs.ts';
import { reportsError } from './reportsError.ts';

/** Counts and settings say these words without an error; mount(8) says where to read more. */
const HARMLESS = /\b(?:0|no) (?:errors?|failures?|failed)\b|may have more information after failed mount system call/i;
/** What only passes on what another line tells is short; behind a prefix may stand what nobody knows. */
const SHORT = 100;

/** Longer lines are told by their beginning. */
const MOST_CHARACTERS = 2000;
/** Of a log so many different lines are read. */
const MOST_LINES = 400;

/**
 * The lines of a text that report an error and that none of its diagnoses is of, each once, in their order: what an answer leaves open is told with it. Lines
 * that only pass on what another tells, and those of a trace, are none.
 */
export function linesLeft(source: SourceText, told: readonly Diagnosis[]): Line[] {
  const left = new Map<string, Line>();
  const answered = told.flatMap(({ span, also = [] }) => [span, ...also]);
  for (const { text, span } of linesOf(source)) {
    if (left.size >= MOST_LINES) break;
    const said = text.trim().slice(0, MOST_CHARACTERS);
    const key = said.replace(/\d+/g, '0');
    if (left.has(key) || answered.some(({ start, end }) => start <= span.start && span.start < end)) continue;
    if (!reportsError(said) || HARMLESS.test(said)) continue;
    const found = messagesIn(sourceText(said));
    if (said.length < SHORT && found.some(({ entry }) => entry.passesOn)) continue;
    if (found.length === 0 && parseTrace(said).calls.length > 0) continue;
    left.set(key, { span, text: said });
  }
  return [...left.values()];
}
