import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { Waiting, WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { AskLink } from '../../../share/askLink.ts';
import type { Secret } from '../../../share/secrets/secretsIn.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Question, Reply } from './Question.ts';

export type Opening = OpeningOf<AskLink>;

/** Everything the box remembers. */
export interface State extends Waiting<Question, Reply> {
  text: string;
  /** The text is the page's own: what is pasted takes its place. */
  isExample: boolean;
  /** What in the text looks like a password, a token or a key: while there is any, no link carries the text. */
  secrets: readonly Secret[];
  /** The text before a file, a link, an example or masks changed it. */
  undo: { of: 'text'; words: string; before: string } | undefined;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader changed something, so the address may be written. */
  changed: boolean;
}

export type Message =
  | { kind: 'text'; text: string }
  | { kind: 'example'; text: string }
  | { kind: 'files'; files: readonly OpenedFile[] }
  /** Masks in the place of what looks like a secret. */
  | { kind: 'mask' }
  | { kind: 'undo' }
  | WaitingMessage<Question, Reply>
  | OpenMessage<AskLink, Opening>;

export type Dispatch = (message: Message) => void;
