import type { CompareLink } from '../../../share/compareLink.ts';

/** What the reader compares. */
export type Asked = CompareLink;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}
