import type { Answer } from '../../../engine/seccomp/index.ts';
import type { Libc, LibcAnswer, LibcOutcome, Stack } from '../../../engine/stack/index.ts';
import type { Starting } from '../../../instrument/stacks/filterStart.ts';

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
  answers: readonly Answer[];
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
