import type { Span } from '../text/index.ts';
import type { TracedCall, TraceFormat } from './Trace.ts';

/** A line of a trace, without the line break behind it. */
export interface Line {
  text: string;
  /** Where it begins in the whole text. */
  start: number;
  /** Its number, from 1. */
  line: number;
}

/** A call as a line tells of it. What is left out, the line doesn't tell; a count left out is 1, a place left out the whole line. */
export type FoundCall = Pick<TracedCall, 'arch' | 'syscall'> & Partial<TracedCall>;

/** What a line of a format tells. */
export interface Found {
  /** None: a heading, or a line that tells of other things than calls. */
  calls: readonly FoundCall[];
  /** Pieces of the line that no call could be made of. */
  unread?: readonly Span[];
  /** How many records the line says are left out. */
  lost?: number;
  /** The same of all records of Linux's audit so far, not of this line alone. */
  auditLost?: number;
}

/** A line of the format that tells of no call. */
export const NO_CALL: Found = { calls: [] };

/** Reads the lines of one format. One reader serves one text, and may keep what a later line completes. */
export interface LineReader {
  readonly format: TraceFormat;
  /** Its lines are words and numbers alone, which in another text may be anything. */
  readonly isBare?: true;
  /** Undefined: no line of this format. Never throws; time is linear in the line. */
  read(line: Line): Found | undefined;
  /** What was still to be completed when the text ended. */
  end?(): readonly FoundCall[];
}

/** The place of a line, or of a piece of it. */
export function spanOf({ text, start, line }: Line, from = 0, to = text.length): Span {
  return { start: start + from, end: start + to, line, column: from + 1 };
}
