import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileMessage, OwnProfileState, OwnProfileUndo } from '../../../instrument/ownProfile/ownProfile.ts';
import type { Reading, ReadingMessage } from '../../../instrument/traceFiles/Reading.ts';
import type { WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { CallCount } from '../../../share/callCountsKey.ts';
import type { FilterLink } from '../../../share/filterLink.ts';
import type { Reply } from './Reply.ts';

export type Opening = OpeningOf<FilterLink>;

/** Everything the filter's page remembers. */
export interface State extends OwnProfileState<Asked, Question, Reply> {
  undo: OwnProfileUndo;
  /** The reader's own program, also while a profile is compiled. */
  pasted: string;
  traced: Traced;
  /** Which step of the first call is in sight, from 1; undefined: the last. */
  step: number | undefined;
  /** How much of the answer that is on its way is done, from 0 to 1. */
  done: number | undefined;
}

export type Message =
  | { kind: 'ask'; asked: Partial<Pick<Asked, 'stack' | 'arch' | 'preset' | 'for' | 'call' | 'second'>> }
  | { kind: 'pasted'; text: string }
  | { kind: 'uses-program'; usesProgram: boolean }
  /** libseccomp’s rows are wanted. */
  | { kind: 'beside' }
  | { kind: 'step'; step: number | undefined }
  | { kind: 'progress'; question: Question; done: number }
  | TracedMessage
  | OwnProfileMessage
  | WaitingMessage<Question, Reply>
  | OpenMessage<FilterLink, Opening>;

export type Dispatch = (message: Message) => void;

/** What the reader asks; the step in sight asks nothing. */
export type Asked = Omit<FilterLink, 'step'>;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}

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
