import type { Message } from './State.ts';

export type Dispatch = (message: Message) => void;
