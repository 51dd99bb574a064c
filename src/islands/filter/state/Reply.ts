import type { Diagnostic } from '../../../engine/text/index.ts';
import type { ChangeRow } from '../../../instrument/words/changeRows.ts';
import type { UseLine } from '../../../instrument/words/useLines.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import type { Phrase } from '../../../ui/Phrase.ts';

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
