import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import type { AskLink } from '../../../share/askLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Question, Reply } from './Question.ts';

export type Opening = OpeningOf<AskLink>;

/** Everything the box remembers. */
export interface State {
  text: string;
  /** The text is the page's own: what is pasted takes its place. */
  isExample: boolean;
  /** What a file, a link or an example took the place of. */
  undo: { of: 'text'; words: string; before: string } | undefined;
  /** Rises when the text is to be read again. */
  turn: number;
  /** The newest answer, and what it is of. */
  answer: { question: Question; reply: Reply };
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader changed something, so the address may be written. */
  changed: boolean;
  /** The answer takes so long that the one in sight is taken away. */
  late: boolean;
  /** Why what the answer waits for did not load, while it is tried again. */
  trouble: Trouble | undefined;
}

export type Message =
  | { kind: 'text'; text: string }
  | { kind: 'example'; text: string }
  | { kind: 'file'; file: OpenedFile }
  | { kind: 'undo' }
  | { kind: 'answered'; question: Question; reply: Reply }
  | { kind: 'late' }
  | { kind: 'trouble'; trouble: Trouble }
  | OpenMessage<AskLink, Opening>;

export type Dispatch = (message: Message) => void;
