import type { Refusal } from './stoppedBy.ts';

/** What is known of a program whose calls were recorded while it did its usual work. */
export interface RecordedProgram {
  /** Its name in a list. */
  title: string;
  /** What was recorded, "nginx 1.26.3". */
  version: string;
  /** Debian's package with it, and that one's version. */
  package: string;
  suite: string;
  /** What the program did meanwhile, in a sentence. */
  did: string;
  /** Sets of refusals with which it was seen to do the same: what some default refuses of its calls, on every ABI; a set has a call once. */
  without: readonly (readonly Refusal[])[];
  kernel: string;
  /** strace's release. */
  strace: string;
  /** The day. */
  recorded: string;
}
