import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileMessage, OwnProfileState, OwnProfileUndo } from '../../../instrument/ownProfile/ownProfile.ts';
import type { WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { StackTableLink } from '../../../share/stackTableLink.ts';
import type { Reply } from './Reply.ts';

export type Opening = OpeningOf<StackTableLink>;

/** Everything the stack table remembers. */
export interface State extends OwnProfileState<Asked, Question, Reply> {
  /** The reader or a link named the call; else it is the one that the page began with. */
  isCallChosen: boolean;
  undo: OwnProfileUndo;
}

export type Message =
  | { kind: 'ask'; asked: Partial<Pick<Asked, 'call' | 'image' | 'arch'>> }
  | OwnProfileMessage
  | WaitingMessage<Question, Reply>
  | OpenMessage<StackTableLink, Opening>;

export type Dispatch = (message: Message) => void;

/** What the reader puts through the stacks. */
export type Asked = StackTableLink;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}
