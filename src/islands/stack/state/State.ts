import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { Waiting, WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { StackTableLink } from '../../../share/stackTableLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Asked, Question } from './Question.ts';
import type { Reply } from './Reply.ts';

export type Opening = OpeningOf<StackTableLink>;

/** Everything the stack table remembers. */
export interface State extends Waiting<Question, Reply> {
  asked: Asked;
  /** The reader or a link named the call; else it is the one that the page began with. */
  isCallChosen: boolean;
  /** The reader's own profile, also while each stack has its default. */
  own: string;
  usesOwn: boolean;
  /** What a file or a link took the place of in `own`. */
  undo: { of: 'profile'; words: string; before: string } | undefined;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader changed something, so the address may be written. */
  changed: boolean;
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
