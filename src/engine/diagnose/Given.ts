import type { Filter } from '../seccomp/index.ts';

/** What is taken for granted where the text says nothing of it. */
export interface Given {
  /** The filter of a container that nobody gave another; called when a text has calls that failed. May throw NotLoaded (engine/text/later.ts). */
  filter?: () => UsualFilter;
}

export interface UsualFilter {
  filter: Filter;
  /** Whose it is: "Docker 29.9’s default". */
  words: string;
}
