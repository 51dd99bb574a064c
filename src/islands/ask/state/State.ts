import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { Waiting, WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { AskLink } from '../../../share/askLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Question, Reply } from './Question.ts';

export type Opening = OpeningOf<AskLink>;

/** Everything the box remembers. */
export interface State extends Waiting<Question, Reply> {
  text: string;
  /** The text is the page's own: what is pasted takes its place. */
  isExample: boolean;
  /** What a file, a link or an example took the place of. */
  undo: { of: 'text'; words: string; before: string } | undefined;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader changed something, so the address may be written. */
  changed: boolean;
}

export type Message =
  | { kind: 'text'; text: string }
  | { kind: 'example'; text: string }
  | { kind: 'file'; file: OpenedFile }
  | { kind: 'undo' }
  | WaitingMessage<Question, Reply>
  | OpenMessage<AskLink, Opening>;

export type Dispatch = (message: Message) => void;
