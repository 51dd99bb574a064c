import type { FilterLink } from '../../../share/filterLink.ts';

/** What the reader asks; the step in sight asks nothing. */
export type Asked = Omit<FilterLink, 'step'>;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}
