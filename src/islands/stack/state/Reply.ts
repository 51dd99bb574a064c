import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import type { Phrase } from '../../../ui/Phrase.ts';

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
