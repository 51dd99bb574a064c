import type { Answer as FilterAnswer } from '../../../engine/seccomp/index.ts';
import type { Libc, LibcAnswer, LibcOutcome, Stack } from '../../../engine/stack/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Starting } from '../../../instrument/stacks/filterStart.ts';
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

/** What a program sees of a call that it makes. */
export type Seen =
  /** `requires`: one of these capabilities, of which the container has none; `isDenied`: unless its engine's own AppArmor profile is on. */
  | { kind: 'runs'; requires?: readonly string[]; isDenied?: true }
  /** `lackedBefore`: the kernel has the call from that release on, and is older. `runsSince`: it runs it unfiltered from that update on. */
  | { kind: 'error'; errno: string; lackedBefore?: string; runsSince?: string }
  | { kind: 'returns-0' }
  | { kind: 'killed' }
  /** A tracer or a supervisor decides. */
  | { kind: 'supervised' };

/** Why a profile is refused before a filter is loaded. */
export interface Refusal {
  /**
   * Every engine decodes the JSON itself: docker/cli compacts it, and "decoding seccomp profile failed" is Podman's, containerd's (contrib/seccomp) and
   * CRI-O's (test/seccomp.bats). Which program refuses a word of it hangs on the word: undefined.
   */
  by: 'engine' | 'runtime' | undefined;
  words: string;
}

/** What becomes of a call on one stack. */
export interface StackFacts {
  stack: Stack;
  starting: Starting;
  /** Why none starts, where the profile itself is refused. */
  refusal: Refusal | undefined;
  /** The calls of the runtime that the filter refuses, and without which none starts. */
  refusedCalls: readonly string[];
  /** What the filter answers: more than one where that depends on the arguments; none where no container starts. */
  answers: readonly FilterAnswer[];
  /** There is no filter, for the profile is empty. */
  off: boolean;
  /** What the program sees of each. */
  seen: readonly Seen[];
}

/** What a libc makes of what it sees: `works` where the call runs, `depends` where its arguments decide. */
export type Outcome = LibcOutcome | 'works' | 'depends';

/** A libc and what it makes of a call on every stack, in the stacks' order; undefined where no container starts. */
export interface LibcFacts {
  outcomes: readonly (Outcome | undefined)[];
  rows: LibcAnswer['rows'];
}

/** A libc with what it makes of the call. */
export interface LibcColumn {
  libc: Libc;
  facts: LibcFacts;
}
