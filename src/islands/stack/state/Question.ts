import type { StackTableLink } from '../../../share/stackTableLink.ts';

/** What the reader puts through the stacks. */
export type Asked = StackTableLink;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}
