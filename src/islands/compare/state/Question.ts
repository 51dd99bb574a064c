import type { CompareLink } from '../../../share/compareLink.ts';

/** What the reader compares: all that a link says but where one stands in the ten years. */
export type Asked = Omit<CompareLink, 'at'>;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}
