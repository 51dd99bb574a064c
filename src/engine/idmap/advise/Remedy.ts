import type { PasteStep } from '../formats/PasteStep.ts';

/** One way out, ready to paste. */
export interface Remedy {
  /** Stable and readable: it appears in tests. */
  code: string;
  /** What it brings about: "Give the directory to the container's uid 33". */
  title: string;
  /** When to choose it and what it costs, in a sentence or two. */
  why: string;
  /** In order; each is copied by itself. */
  steps: readonly PasteStep[];
}
