import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileState } from '../../../instrument/ownProfile/ownProfile.ts';
import type { WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { StackTableLink } from '../../../share/stackTableLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Asked, Question } from './Question.ts';
import type { Reply } from './Reply.ts';

export type Opening = OpeningOf<StackTableLink>;

/** Everything the stack table remembers. */
export interface State extends OwnProfileState<Asked, Question, Reply> {
  /** The reader or a link named the call; else it is the one that the page began with. */
  isCallChosen: boolean;
  /** What a file or a link took the place of in `own`. */
  undo: { of: 'profile'; words: string; before: string } | undefined;
}

export type Message =
  | { kind: 'ask'; asked: Partial<Pick<Asked, 'call' | 'image' | 'arch'>> }
  | { kind: 'own'; text: string }
  | { kind: 'uses-own'; usesOwn: boolean }
  | { kind: 'undo' }
  | { kind: 'file'; file: OpenedFile }
  | WaitingMessage<Question, Reply>
  | OpenMessage<StackTableLink, Opening>;

export type Dispatch = (message: Message) => void;
