import type { Diagnostic } from '../../../engine/text/index.ts';
import type { ChangeKind } from '../../../instrument/words/changeRows.ts';
import type { ComparedSide } from '../../../share/compareLink.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import type { Phrase } from '../../../ui/Phrase.ts';

/** What a filter answers, in a word. */
export interface Said {
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
