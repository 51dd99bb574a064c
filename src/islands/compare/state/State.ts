import type { Stack } from '../../../engine/stack/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileMessage, OwnProfileUndo } from '../../../instrument/ownProfile/ownProfile.ts';
import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import type { Starting } from '../../../instrument/stacks/filterStart.ts';
import type { ChangeKind } from '../../../instrument/words/changeRows.ts';
import type { Waiting, WaitingMessage } from '../../../instrument/worker/useWaiting.ts';
import type { ComparedProfile, ComparedSide, CompareLink } from '../../../share/compareLink.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import type { Phrase } from '../../../ui/Phrase.ts';

/** What a filter answers, in a word. */
interface Said {
  tone: Tone;
  word: string;
}

/** A call as it is written, and as the profile checker is asked about it; undefined where it can't be asked. */
export interface CallShown {
  name: string;
  asked: string | undefined;
}

/** Calls that change alike. */
export interface Row {
  /** "x86_64, x86". */
  abis: string;
  calls: readonly CallShown[];
  /** Numbers that are no call which is known here, told as one. */
  unnamed: CallShown | undefined;
  /** What the arguments have in common, where that is no one value. */
  where: string;
  /** One of these calls, where `where` tells of many. */
  example: string | undefined;
  before: Said;
  after: Said;
}

/** The rows that mean the same for a program. */
export interface Group {
  kind: ChangeKind;
  title: string;
  tone: Tone;
  /** "8 calls". */
  count: string;
  rows: readonly Row[];
}

/** A sentence of the card, with a verdict before it or without. */
export interface Line {
  chip?: Said;
  words: Phrase;
}

export interface Answer {
  /** Undefined where there are differences: these are neither good nor bad. */
  tone: Tone | undefined;
  headline: string;
  lines: readonly Line[];
  groups: readonly Group[];
  computedFor: readonly string[];
  /** The profile checker's fragment on each side, without the call; undefined where a profile is too long for a link. */
  states: Readonly<Record<ComparedSide, string | undefined>>;
}

/** Everything that is shown of a question. */
export interface Reply {
  /** What is wrong with each text of the reader's own. */
  problems: Readonly<Record<ComparedSide, readonly Diagnostic[]>>;
  answer: Answer;
}

/** What becomes of a recorded program: 'unsure' where the trace leaves it open, 'still-fails' where it fails before and after. */
export type Outcome = 'fails' | 'unsure' | 'still-fails' | 'starts' | 'passes';

/** A call of a recorded program, and what the filter after makes of it. */
export interface CallForeseen {
  call: CallShown;
  /** "x86", where that is not the machine's own ABI. */
  abi: string | undefined;
  gets: Said;
  /** The step of the filter that decides: "no rule". */
  why: string;
}

/** A recorded program, and what becomes of it. */
export interface ProgramForeseen {
  id: string;
  title: string;
  /** "nginx 1.26.3", and Debian's package. */
  version: string;
  package: string;
  /** What it did while it was recorded. */
  did: string;
  calls: readonly CallForeseen[];
  /** What else is to be known: the calls that it does without, and where it would go on to. */
  notes: readonly Line[];
  /** The trace check's fragment with the trace under the profile after; undefined where nothing is to be looked at there, or the link would be too long. */
  traced: string | undefined;
}

/** The programs with the same outcome. */
export interface OutcomeGroup {
  outcome: Outcome;
  title: string;
  tone: Tone;
  programs: readonly ProgramForeseen[];
}

/** What becomes of every recorded program under the profile after. */
export interface Forecast {
  tone: Tone;
  headline: string;
  lines: readonly Line[];
  groups: readonly OutcomeGroup[];
  /** When, where and with what the programs were recorded; undefined where none was asked. */
  recorded: string | undefined;
}

/** What the reader compares: all that a link says but where one stands in the ten years. */
type Asked = Omit<CompareLink, 'at'>;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}

export type Opening = OpeningOf<CompareLink>;

/** One of the two profiles, with what is not asked at present. */
export interface Side {
  /** The preset that is chosen, also while the reader's own text is compared. */
  preset: string;
  /** The reader's own text, also while a preset is compared. */
  own: string;
  usesOwn: boolean;
  undo: OwnProfileUndo;
}

/** Everything the comparison remembers. */
export interface State extends Waiting<Question, Reply>, Record<ComparedSide, Side> {
  asked: Asked;
  /** Where one stands in the ten years of defaults; undefined: at Docker's newest. */
  at: string | undefined;
  /** How often a link was opened that is about the ten years alone: they are brought into view. */
  toYears: number;
  /** What becomes of the recorded programs, and of which question. */
  forecast: { turn: number; reply: Forecast };
  /** Why what the forecast waits for did not load, while it is tried again. */
  forecastTrouble: Trouble | undefined;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader changed something, so the address may be written. */
  changed: boolean;
}

export type Message =
  | { kind: 'ask'; asked: Partial<Pick<Asked, 'stack' | 'afterStack' | 'arch'>> }
  | { kind: 'preset'; side: ComparedSide; preset: string }
  | { kind: 'own'; side: ComparedSide; message: OwnProfileMessage }
  | { kind: 'swap' }
  | { kind: 'at'; at: string }
  | { kind: 'foreseen'; turn: number; forecast: Forecast }
  | { kind: 'not-foreseen'; trouble: Trouble }
  | WaitingMessage<Question, Reply>
  | OpenMessage<CompareLink, Opening>;

export type Dispatch = (message: Message) => void;

/** One of the two filters, as far as it is told of. */
export interface SideFacts {
  profile: ComparedProfile;
  stack: Stack;
  /** Why there is no filter; undefined where there is one. */
  refusal: string | undefined;
  /** There is no filter, for the profile is empty: everything is allowed. */
  off: boolean;
  starting: Starting;
  /** The calls of the runtime that the filter refuses, and without which no container starts. */
  refusedCalls: readonly string[];
}
