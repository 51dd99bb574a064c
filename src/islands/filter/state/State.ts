import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileMessage, OwnProfileState, OwnProfileUndo } from '../../../instrument/ownProfile/ownProfile.ts';
import type { WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { FilterLink } from '../../../share/filterLink.ts';
import type { Asked, Question } from './Question.ts';
import type { Reply } from './Reply.ts';
import type { Traced, TracedMessage } from './Traced.ts';

export type Opening = OpeningOf<FilterLink>;

/** Everything the filter's page remembers. */
export interface State extends OwnProfileState<Asked, Question, Reply> {
  undo: OwnProfileUndo;
  /** The reader's own program, also while a profile is compiled. */
  pasted: string;
  traced: Traced;
  /** Which step of the first call is in sight, from 1; undefined: the last. */
  step: number | undefined;
  /** How much of the answer that is on its way is done, from 0 to 1. */
  done: number | undefined;
}

export type Message =
  | { kind: 'ask'; asked: Partial<Pick<Asked, 'stack' | 'arch' | 'preset' | 'for' | 'call' | 'second'>> }
  | { kind: 'pasted'; text: string }
  | { kind: 'uses-program'; usesProgram: boolean }
  /** libseccomp’s rows are wanted. */
  | { kind: 'beside' }
  | { kind: 'step'; step: number | undefined }
  | { kind: 'progress'; question: Question; done: number }
  | TracedMessage
  | OwnProfileMessage
  | WaitingMessage<Question, Reply>
  | OpenMessage<FilterLink, Opening>;

export type Dispatch = (message: Message) => void;
