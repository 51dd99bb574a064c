import type { State } from './State.ts';

/** What a message of the reader's changes, before the engine is asked. */
export type Change = Partial<
  Pick<
    State,
    | 'source'
    | 'text'
    | 'own'
    | 'past'
    | 'last'
    | 'undo'
    | 'typing'
    | 'looking'
    | 'target'
    | 'kernel'
    | 'call'
    | 'roadsOf'
    | 'trace'
    | 'show'
    | 'find'
    | 'on'
    | 'sort'
    | 'notices'
    | 'changed'
  >
>;
