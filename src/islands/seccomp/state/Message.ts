import type { Arch } from '../../../engine/linux/index.ts';
import type { Engine, Finding, Runtime, Target } from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import type { Diagnostic, Edit } from '../../../engine/text/index.ts';
import type { Mode, OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import type { SeccompLink } from '../../../share/seccompLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Inspection } from './Inspection.ts';
import type { PackedSurvey } from './packedSurvey.ts';
import type { Answered, CallReply, Reading, Reply } from './Reply.ts';

/** Where the profile's text comes from: a preset, or the reader (`name` where it was a file). */
export type Source = { preset: string } | { name?: string };

/** A text, where it came from, and what it is resolved for. */
export interface Subject {
  text: string;
  source: Source;
  target: Target;
}

/** Which stacks are asked. */
export type StackRange = 'engine' | 'all';

/** All that the engine's answers hang on. */
export interface Asked extends Subject {
  call: string;
  /** The call whose roads are listed, while the reader asks about one road after another; undefined: those of `call`. */
  roadsOf: string | undefined;
  /** Several lines of strace, or of the kernel's log, that were pasted into the question; undefined where it is of one. */
  trace: readonly string[] | undefined;
  /** The newest before this that gave a filter: it answers where this one gives none. */
  last: Subject | undefined;
}

/** What the engine is asked. It answers from this alone, so an answer is the same whoever works it out. */
export interface Question extends Asked {
  /** The stack that was chosen, whose usual capabilities are nobody's choice; undefined where none was. */
  stack: string | undefined;
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
  /** What of the text and the target is wanted: nothing where only the call is new; the table only where one is shown. */
  reads: 'nothing' | 'counts' | 'table';
}

/** What takes longer than a verdict, of the same question once that is there: roads, offers, the trace, and findings where they are wanted. */
export interface InspectionQuestion extends Question {
  /** The findings hang on the text and the target alone: false where they are known. */
  withFindings: boolean;
  /** All else is known, and how stacks answer is asked: those of the same engine, or all, whose profiles are scripts of their own. */
  stacks?: StackRange;
}

/** How one stack answers the question. */
export interface StackAnswer extends Pick<Answered, 'tone' | 'headline'> {
  /** Its name. */
  stack: string;
}

/** How the profile answers where it comes from. */
export interface OwnersAnswer extends Pick<Answered, 'tone' | 'headline'> {
  /** What answers so: a stack, or a runtime with its release. */
  label: string;
  /** What the answer in sight was computed with, and why that may be another. */
  why: string;
  /** What asks there: the message to the model. */
  choose: { kind: 'stack'; id: string } | { kind: 'runtime'; runtime: Runtime; release: string };
}

/** How each stack answers the question of that turn; none where the question names no call. */
export interface StackAnswers {
  turn: number;
  of: StackRange;
  stacks: readonly StackAnswer[];
  /** Undefined where the profile is asked where it comes from, or comes from nowhere. */
  owner?: OwnersAnswer;
  /** The kernel that first had the call, where the target's is older. */
  lackedBefore?: string;
}

/** Everything the checker remembers. */
export interface State extends Choices {
  mode: Mode;
  /** What it opened with, to tell what the reader has changed since. */
  opened: Opening;
  /** Rises when the engine is to be asked again. */
  turn: number;
  /** The newest answer that the engine gave. */
  answer: ShownAnswer;
  /** The newest inspection. */
  inspected: Inspected;
  /** How the stacks answer, of the newest question that they were asked. */
  stacks: StackAnswers;
  /** The calls that Docker's stacks do not all answer alike; none where that was not worked out. */
  callsApart: readonly string[];
  /** Which stacks the reader wants to see. */
  wantsStacks: StackRange;
  /** Why the newest inspection could not be made, while it is tried again. */
  uninspected: Trouble | undefined;
  /** The engine has been at the present question for so long that the answer in sight is shown as old. */
  late: boolean;
  /** The profile whose text is on its way, until it is there or another text is: chosen in the list, or of a link that opens with it. */
  fetching: { id: string; opening: Opening | undefined; stack?: string | undefined; over?: StackParts } | undefined;
  /** Why what the answer waits for did not load, while it is tried again. */
  trouble: Trouble | undefined;
}

/** How the table of calls is shown; `on` is undefined for the native ABI. */
export type TableChoices = Pick<SeccompLink, 'show' | 'find' | 'on' | 'sort'>;

/** What changes no answer: how the table is shown, and the text of the checks that are put to the profile. */
type FreeChoices = TableChoices & Pick<SeccompLink, 'checks'>;

/** What the reader chose, typed or had done. */
export interface Choices extends FreeChoices {
  /** What the engine is asked about. */
  asked: Asked;
  /** The line of the trace that is asked about was chosen by what strace saw, by the filter, or by the reader. */
  isLed: boolean;
  /** The stack that was chosen: what a link need not say. Undefined where a link of before there were stacks was opened. */
  stack: string | undefined;
  /** The kernel version as the reader wrote it; the target's is the newest that was one. */
  kernel: string;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader's own text that a preset or a link took the place of; it stays in the list of profiles until another own text gives way. */
  own: Snapshot | undefined;
  /** What was put in the place of the text or gave way to it, so that the editor's own undo brings back more than the letters. */
  past: readonly Snapshot[];
  /** The newest change of the text that can be taken back by a button. */
  undo: Undo | undefined;
  /** The newest change was typed into the text. */
  typing: boolean;
  /** Findings are wanted. In a text of the reader's own they are looked for unasked, in somebody's default when the reader says so. */
  looking: boolean;
  /** The reader changed something, so the address may be written. */
  changed: boolean;
}

/** What a message of the reader's changes, before the engine is asked. */
export type Change = Partial<Choices>;

/** Who starts a container, and what it is given. */
export type Container = Pick<Target, 'runtime' | 'capabilities' | 'privileged' | 'engine' | 'versions'>;

/** The releases that stand in a stack instead of its own, and the machine, where that is told. */
export type StackParts = Pick<Stack, 'runtime' | 'versions' | 'kernel'> & { arch?: Arch };

/** A text with all that changes with it. */
export interface Snapshot {
  text: string;
  source: Source;
  container: Container;
  /** The stack that the container is of; undefined where none was chosen. */
  stack: string | undefined;
}

/** What was done to the text, in words, and what it was before. */
export interface Undo {
  /** Where it is told: below the text's problems, among the findings, below the answer or above it, among the lines to use, as its button was there. */
  of: 'text' | 'findings' | 'answer' | 'start' | 'use';
  words: string;
  /** It was taken back since, and can be done again. */
  isBack: boolean;
  before: Snapshot;
}

/** What the engine answered, and to which question. */
interface ShownAnswer {
  question: Question;
  reading: Reading;
  call: CallReply;
}

/** What an inspection found, and of what; its turn is that of the answer that it belongs to, -1 where none was made here yet. */
interface Inspected extends Omit<Inspection, 'findings'> {
  findings: { text: string; target: Target; items: readonly Finding[] } | undefined;
}

/** A state as an author, a link or the page's start gives it. */
export interface Opening extends OpeningOf<SeccompLink> {
  /** The profile's text, whether the link carries it or names it. */
  text: string;
  /** Where that comes from, if the link does not say it. */
  source?: Source;
  /** The text of the profile that the link names did not load, and is asked for again. */
  unfetched?: boolean;
}

/** What a page is served with: the answers to its opening, with the roads and offers of its call, so that it shows them before any engine is there. */
export interface Served extends Pick<Inspection, 'roads' | 'offers'> {
  stacks?: readonly StackAnswer[];
  callsApart?: readonly string[];
  reading: Omit<Reading, 'calls'>;
  calls: PackedSurvey | undefined;
  call: CallReply;
}

/** What can happen. */
export type Message =
  | ReaderMessage
  | OpenMessage<SeccompLink, Opening>
  /** A profile of the list, whose text has to be fetched, and its text once it is there. */
  | { kind: 'fetch'; id: string; stack?: string; over?: StackParts }
  | { kind: 'fetched'; id: string; text: string }
  | { kind: 'trouble'; trouble: Trouble }
  | { kind: 'answered'; question: Question; reply: Reply }
  | { kind: 'look' }
  /** The table of stacks is opened, or closed. */
  | { kind: 'stacks'; of: StackRange }
  | { kind: 'inspected'; question: InspectionQuestion; reply: Inspection | StackAnswers }
  | { kind: 'uninspected'; trouble: Trouble }
  /** The answer takes its time. */
  | { kind: 'late' }
  /** Tables arrived in the page that were missing. */
  | { kind: 'tables' };

/** What the reader can do. */
export type ReaderMessage =
  | { kind: 'preset'; id: string; text: string; stack?: string | undefined; over?: StackParts | undefined }
  /** A stack for the text that is there. */
  | { kind: 'stack'; id: string; over?: StackParts }
  /** The reader's own text again, in the place of a preset. */
  | { kind: 'own' }
  /** Room for a profile to be pasted. */
  | { kind: 'clear' }
  /** The text laid out anew, the same in every word. */
  | { kind: 'format' }
  | { kind: 'undo' }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: OpenedFile }
  | { kind: 'fix'; edits: readonly Edit[]; of: Undo['of'] }
  | { kind: 'fix-all' }
  /** What the refusal's offer does: edits of the profile, capabilities, or both. */
  | { kind: 'offer'; edits: readonly Edit[]; capabilities: readonly string[] }
  | QuestionMessage
  | { kind: 'arch'; arch: Arch }
  | { kind: 'runtime'; runtime: Runtime; release?: string }
  | { kind: 'engine'; engine: Engine; release?: string }
  | { kind: 'libseccomp'; release: string }
  | { kind: 'kernel'; kernel: string }
  | { kind: 'capabilities'; capabilities: readonly string[]; privileged?: true | undefined }
  | { kind: 'capability'; capability: string; on: boolean }
  | { kind: 'choose'; choices: Partial<FreeChoices> };

/** Another question: typed or pasted, of a road in the list, which stays, or of a line of the trace, which stays too. */
export type QuestionMessage =
  | { kind: 'ask' | 'ask-road' | 'ask-line'; call: string }
  | { kind: 'fix-question'; edits: readonly Edit[] };

/** Tells the model what happened. */
export type Dispatch = (message: Message) => void;
