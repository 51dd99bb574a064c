import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileMessage, OwnProfileState, OwnProfileUndo } from '../../../instrument/ownProfile/ownProfile.ts';
import type { WaitingMessage } from '../../../instrument/worker/useWaiting.ts';
import type { StackTableLink } from '../../../share/stackTableLink.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import type { Phrase } from '../../../ui/Phrase.ts';

/** What the reader puts through the stacks. */
export type Asked = StackTableLink;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}

/** Where the state is that shows it: in the profile checker, or here; a fragment without `#`. */
export interface Leads {
  to: 'checker' | 'table';
  fragment: string;
}

/** A thing said in a cell. */
export interface Entry {
  words: Phrase;
  /** A chip in this tone; without one, words alone. */
  tone?: Tone | undefined;
  /** Beside it, small. */
  note?: Phrase | undefined;
  leads?: Leads | undefined;
}

export interface Column {
  id: string;
  label: string;
}

export interface Row {
  /** The stack's id. */
  stack: string;
  label: string;
  /** What it is made of. */
  parts: string;
  /** One for each column. */
  cells: readonly (readonly Entry[])[];
}

/** A sentence of the card, and where the state is that shows it. */
export interface Line {
  /** An answer in a word, before the words. */
  chip?: { tone: Tone; word: string };
  words: Phrase;
  leads?: Leads & { label: string };
}

/** What a libc does with the call, with its sources. */
export interface Explanation {
  words: Phrase;
  source: string | undefined;
}

/** Everything that is shown of a question. */
export interface Reply {
  turn: number;
  problems: Readonly<Record<'call' | 'image' | 'profile', readonly Diagnostic[]>>;
  /** Every call that can be named on the machine that is asked about, between spaces. */
  names: string;
  /** Undefined where nothing could be asked. */
  answer: Answer | undefined;
}

export interface Answer {
  tone: Tone;
  headline: string;
  lines: readonly Line[];
  /** Names the table. */
  caption: string;
  columns: readonly Column[];
  /** The newest first. */
  rows: readonly Row[];
  explained: readonly Explanation[];
}

export type Opening = OpeningOf<StackTableLink>;

/** Everything the stack table remembers. */
export interface State extends OwnProfileState<Asked, Question, Reply> {
  /** The reader or a link named the call; else it is the one that the page began with. */
  isCallChosen: boolean;
  undo: OwnProfileUndo;
}

export type Message =
  | { kind: 'ask'; asked: Partial<Pick<Asked, 'call' | 'image' | 'arch'>> }
  | OwnProfileMessage
  | WaitingMessage<Question, Reply>
  | OpenMessage<StackTableLink, Opening>;

export type Dispatch = (message: Message) => void;
