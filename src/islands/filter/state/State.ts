import type { CallWeight, Program } from '../../../engine/seccomp/bpf/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileMessage, OwnProfileState, OwnProfileUndo } from '../../../instrument/ownProfile/ownProfile.ts';
import type { Reading, ReadingMessage } from '../../../instrument/traceFiles/Reading.ts';
import type { ChangeRow } from '../../../instrument/words/changeRows.ts';
import type { UseLine } from '../../../instrument/words/useLines.ts';
import type { WaitingMessage } from '../../../instrument/worker/useWaiting.ts';
import type { CallCount, FilterLink } from '../../../share/filterLink.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import type { Phrase } from '../../../ui/Phrase.ts';

/** What the reader asks; the step in sight asks nothing. */
export type Asked = Omit<FilterLink, 'step'>;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}

/** An instruction as it is listed. */
export interface Row {
  text: string;
  comment: string;
  /** The architecture whose calls come here from this row on; left out where that is as before. */
  heading?: string;
  /** Why the kernel refuses it. */
  problem?: string;
}

/** Instructions that run one after the other, as they are drawn. */
export interface BlockShown {
  first: number;
  last: number;
  /** "number ≥ 56 (clone)", or the answer. */
  label: string;
  /** Of an answer. */
  tone?: Tone;
  /** The first instructions of the blocks that come next: where its comparison holds, and where it doesn't. */
  to: readonly number[];
}

/** An instruction as it ran. */
export interface StepShown {
  /** Its row. */
  row: number;
  /** The accumulator after it, "0x3b". */
  accumulator: string;
  /** What it does, and where the program goes on. */
  words: string;
}

/** The way of a call through a program: its rows, in their order. */
export interface Way {
  /** The call. */
  name: string;
  steps: readonly Pick<StepShown, 'row'>[];
}

/** A call that ran through the program. */
export interface RunShown {
  /** "clone, call 56". */
  name: string;
  tone: Tone;
  headline: string;
  /** What the program that makes the call sees. */
  sees: Phrase;
  /** Whether the kernel runs the program for it at all. */
  cost: string;
  steps: readonly StepShown[];
}

/** A number of this program, and the same of libseccomp's. */
export interface NumberRow {
  label: string;
  ours: string;
  libseccomp: string;
}

/** The program in one form. */
export interface Form {
  id: string;
  label: string;
  /** Of bytes, base64. */
  text: string;
  file: string;
  isBytes?: boolean;
  /** What holds of it before it is used. */
  warning: string;
  /** What the form cannot say: left out where it says all. */
  differs?: readonly string[];
  use: Phrase;
  /** The same for several tools. */
  uses?: readonly UseLine[];
}

/** How many calls of an ABI a program allows, refuses, or answers by their arguments, and what it answers to other numbers. */
export interface AbiCount {
  abi: string;
  allowed: number;
  refused: number;
  depends: number;
  unnamed: string;
}

/** Calls of an ABI that get one answer. */
export interface CallRow {
  abi: string;
  tone: Tone;
  answer: string;
  calls: readonly string[];
  /** What their arguments have in common; '' where these don't count. */
  where: string;
}

/** What a program that was pasted does with calls. */
export interface CallAnswers {
  counts: readonly AbiCount[];
  rows: readonly CallRow[];
  /** False where it could not be followed over all calls. */
  isWhole: boolean;
}

/** A program that was pasted beside a profile. */
export interface Against {
  tone: Tone;
  headline: string;
  rows: readonly ChangeRow[];
}

export interface Answer {
  tone: Tone;
  headline: string;
  lines: readonly Phrase[];
  /** Why the kernel refuses it. */
  refusals: readonly Diagnostic[];
  rows: readonly Row[];
  /** Empty for a program that the kernel refuses. */
  blocks: readonly BlockShown[];
  /** The first call, and the second where there is one. */
  runs: readonly RunShown[];
  /** libseccomp's program with the ways of the same calls; undefined for a program that was pasted. The page is served without its rows. */
  libseccomp: { title: string; note: string; rows: readonly Row[]; ways: readonly Way[] } | undefined;
  numbers: readonly NumberRow[];
  forms: readonly Form[];
  /** Only of a program that was pasted. */
  calls?: CallAnswers | undefined;
  against?: Against | undefined;
  computedFor: readonly string[];
}

export type Field = 'profile' | 'program' | 'calls' | 'call' | 'second';

/** Everything that is shown of a question. */
export interface Reply {
  problems: Readonly<Record<Field, readonly Diagnostic[]>>;
  /** Undefined where there is no program: `refusal` says why. */
  answer: Answer | undefined;
  refusal: string | undefined;
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

/** A filter's program, and the numbers that take time. */
export interface Compiled {
  filter: Filter;
  program: Program;
  /** libseccomp's own, without runc's stub. */
  libseccomp: Program;
  /** Whether it answers every call as the filter does; undefined where the proof took too much work. */
  isEqual: boolean | undefined;
  /** How often a trace has each call; none: every call counts alike. */
  weights: readonly CallWeight[];
  best: { size: Program; steps: Program };
}
