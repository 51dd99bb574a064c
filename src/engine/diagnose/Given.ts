import type { Filter } from '../seccomp/index.ts';

/** What is taken for granted where the text says nothing of it. */
export interface Given {
  /** The filter of a container that nobody gave another; called when a text has calls that failed. May throw NotLoaded (engine/text/later.ts). */
  filter?: () => UsualFilter;
  /** The filter that this text of a profile makes, which was pasted with such calls; undefined where it makes none. May throw NotLoaded. */
  filterOf?: (profile: string) => UsualFilter | undefined;
}

/** A filter that the calls of a text are asked of. */
export interface UsualFilter {
  filter: Filter;
  /** Whose it is: "Docker 29.9’s default", "The pasted profile". */
  words: string;
  /** Of a profile that was pasted with the calls. */
  isOwn?: true;
}
