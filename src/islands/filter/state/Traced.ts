import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Reading, ReadingMessage } from '../../../instrument/traceFiles/Reading.ts';
import type { CallCount } from '../../../share/callCountsKey.ts';

/** What a trace says of how often each call comes. */
export interface ReadCalls {
  /** The most frequent first. */
  calls: readonly CallCount[];
  /** How many lines could not be read, and the first of them, from 1. */
  unread: number;
  firstUnread: number | undefined;
}

/** The trace that a program is weighed by, as the page remembers it. */
export interface Traced {
  /** What the reader pasted, also while files are the trace. */
  text: string;
  /** The text as a file, as it was last read; undefined: it was not. */
  pasted: File | undefined;
  /** What the counts were read of: files, or the text as one; none: a link says them, or nothing does. */
  files: readonly File[];
  reading: Reading | undefined;
  /** How many readings there were. */
  readings: number;
  problems: readonly Diagnostic[];
}

export type TracedMessage =
  | { kind: 'trace'; text: string }
  | { kind: 'files'; files: readonly File[] }
  | { kind: 'files-cancel' }
  | { kind: 'trace-remove' }
  | ReadingMessage<ReadCalls>;
