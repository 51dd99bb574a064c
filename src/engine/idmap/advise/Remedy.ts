/** One way out, ready to paste. */
export interface Remedy {
  /** Stable and readable: it appears in tests. */
  code: string;
  /** What it brings about: "Give the directory to the container's uid 33". */
  title: string;
  /** When to choose it and what it costs, in a sentence or two. */
  why: string;
  /** In order; each is copied by itself. */
  steps: readonly RemedyStep[];
}

/** Text for a shell, or lines for a file. */
export interface RemedyStep {
  /** Where it goes: a shell on the host or in the container, or the path of a file. */
  where: { shell: 'host' | 'container'; root: boolean } | { file: string };
  text: string;
}
