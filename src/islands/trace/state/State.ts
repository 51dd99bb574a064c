import type { Diagnostic, Edit } from '../../../engine/text/index.ts';
import type { TraceFormat } from '../../../engine/trace/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileState } from '../../../instrument/ownProfile/ownProfile.ts';
import type { Reading, ReadingMessage } from '../../../instrument/traceFiles/Reading.ts';
import type { WaitingMessage } from '../../../instrument/worker/useWaiting.ts';
import type { ReadFiles, SavedTrace } from '../../../share/traceFile.ts';
import type { ChosenFor, Otherwise, TraceChoice, TraceLink } from '../../../share/traceLink.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Phrase } from '../../../ui/Phrase.ts';

/** What the reader asks: a trace, on a stack. */
export interface Question extends TraceLink {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
  /** The trace, where it was read of files; the text of `trace` is not asked about then. */
  read?: ReadFiles;
}

/** A line of the trace: its number and its place. */
export interface LinePlace {
  line: number;
  offset: number;
  /** The file, where there are several. */
  file?: string;
}

/** A call of the trace, and what the filter answers. */
export interface CallRow {
  key: string;
  name: string;
  /** The ABI, where it is not the machine's own. */
  abi: string | undefined;
  count: number;
  tone: Tone;
  word: string;
  reason: Phrase;
  /** The trace shows another outcome than the filter's. */
  differs: Phrase | undefined;
  /** What came of the calls, where that is not the same. */
  outcomes: Phrase | undefined;
  example: LinePlace & { text: string };
  /** Who made it, as the kernel recorded it. */
  record: Phrase | undefined;
}

/** One way to answer calls, with what that does. */
export interface OptionShown<Value extends string = TraceChoice> {
  choice: Value;
  label: Phrase;
  does: Phrase;
}

/** A refused call, and what may be done about it. */
export interface ChangeShown extends Pick<ChosenFor, 'arch' | 'call'> {
  key: string;
  count: number;
  options: readonly OptionShown[];
  taken: TraceChoice | undefined;
  /** Why nothing helps, or what stays in the way. */
  notes: readonly Phrase[];
}

/** A line of the changed profile: added, taken out, or beside it. */
export interface DiffLine {
  mark: '+' | '-' | ' ';
  /** Its number in the text that it stands in. */
  line: number;
  text: string;
}

/** The smallest change, and the profile with it. */
export interface FixShown {
  title: string;
  passes: boolean;
  changes: readonly ChangeShown[];
  /** What the profile alone does not do, or what it would do elsewhere: told before it is taken along. */
  warnings: readonly Phrase[];
  /** What the changed profile does with the trace. */
  achieves: string;
  /** How the saved profile is used, or the container started; undefined where nothing changes. */
  use: Phrase | undefined;
  /** Stretches of the profile, each with two lines around what changes. */
  diff: readonly (readonly DiffLine[])[];
  /** What is changed besides, so that a container starts with the profile. */
  start: { words: Phrase; diff: readonly (readonly DiffLine[])[] } | undefined;
  text: string;
  /** The fragment that opens the changed profile in the profile checker. */
  checker: string | undefined;
}

/** A profile from the trace alone. */
export interface MadeShown {
  text: string;
  /** How the saved profile is used. */
  use: Phrase;
  /** What it returns for the calls that it does not name. */
  otherwise: { taken: Otherwise; options: readonly OptionShown<Otherwise>[] };
  notes: readonly Phrase[];
  checker: string | undefined;
}

/** Whose filter is asked, with other stacks, one of which may be meant. */
export interface AskedOf {
  words: Phrase;
  stacks: readonly { id: string; label: string }[];
  /** The reader’s own profile is what should be asked. */
  asksProfile: boolean;
}

/** A seccomp profile in the text of the trace, and the text without it: blank where it is a profile alone. */
export interface ProfileInTrace {
  profile: string;
  rest: string;
}

/** All that is found. */
export interface Reply {
  profileInTrace?: ProfileInTrace | undefined;
  /** What is wrong with the reader's own profile. */
  problems: readonly Diagnostic[];
  /** Undefined where there is no filter: `refusal` says why. */
  answer: Answer | undefined;
  refusal: string | undefined;
}

export interface Answer {
  formats: readonly TraceFormat[];
  tone: Tone;
  headline: string;
  /** Of the kernel's records, which name no profile. */
  askedOf: AskedOf | undefined;
  /** That the text of the trace has a profile in it, and what a press does about it. */
  profileInTrace: { words: Phrase; label: string | undefined } | undefined;
  lines: readonly Phrase[];
  /** Every distinct call, refused first; so many at the end are folded. */
  rows: readonly CallRow[];
  folded: { rows: number; words: string } | undefined;
  /** That the trace itself says it has not all of them. */
  lost: Phrase | undefined;
  /** How many lines could not be read, and the first of them. */
  unread: { count: number; first: readonly (LinePlace & { text: string })[] };
  fix: FixShown | undefined;
  made: MadeShown | undefined;
  computedFor: readonly string[];
}

export type Opening = OpeningOf<TraceLink>;

/** Everything the page of traces remembers. */
export interface State extends OwnProfileState<TraceLink, Question, Reply> {
  /** The trace is the page's own: what is pasted takes its place. */
  isExample: boolean;
  /** The trace as a link says it: what looks like a password or a token is masked. */
  shared: string;
  /** What was read of files that no text field holds; the trace in `asked` waits until these are removed. */
  read: ReadFiles | undefined;
  /** The files themselves, to be read again for another architecture; none where a saved state was opened. */
  files: readonly File[];
  reading: Reading | undefined;
  /** How many readings there were. */
  readings: number;
  /** The address holds a state that is being read: the answer that the page is served with is of another. */
  isOpening: boolean;
  /** A trace with a profile in it that stays as it is: a link's, or one that the reader had back. */
  keptWhole: string | undefined;
  /** The newest change that can be taken back, the place where that is said, and what was there before. */
  undo: { of: 'trace' | 'profile' | 'answer'; words: string; before: Before } | undefined;
}

/** What a change took the place of; what is left out, it left alone. */
export type Before = Partial<Pick<State, 'own' | 'usesOwn'> & Pick<TraceLink, 'trace' | 'chosen'>>;

export type Message =
  | { kind: 'ask'; asked: Partial<Pick<TraceLink, 'stack' | 'arch' | 'otherwise'>> }
  | { kind: 'trace'; trace: string }
  | { kind: 'own'; text: string }
  | { kind: 'uses-own'; usesOwn: boolean }
  | { kind: 'use'; text: string }
  | { kind: 'take-profile' }
  | { kind: 'choose'; chosen: ChosenFor }
  | { kind: 'file'; of: 'trace' | 'profile'; file: OpenedFile }
  | { kind: 'profile-dropped'; file: OpenedFile; trace: Message | undefined }
  | { kind: 'files'; files: readonly File[] }
  | ReadingMessage<ReadFiles>
  | { kind: 'files-cancel' }
  | { kind: 'files-remove' }
  | { kind: 'saved'; name: string; saved: SavedTrace | undefined }
  | { kind: 'undo' }
  | { kind: 'opening' }
  | WaitingMessage<Question, Reply>
  | OpenMessage<TraceLink, Opening>;

export type Dispatch = (message: Message) => void;

/** Whether a container starts with a profile, and with what it becomes. */
export interface StartOf {
  /** The calls of the runtime that the profile refuses as it is, and without which no container starts. */
  now: readonly string[];
  /** Those that the changed profile refuses. */
  after: readonly string[];
  /** What allows them: edits of the changed text, and the text after them; undefined where nothing is to do or no edit does it. */
  fix: { edits: readonly Edit[]; text: string } | undefined;
}
