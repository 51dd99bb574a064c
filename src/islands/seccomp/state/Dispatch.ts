import type { Message } from './State.ts';

/** Tells the model what happened. */
export type Dispatch = (message: Message) => void;
