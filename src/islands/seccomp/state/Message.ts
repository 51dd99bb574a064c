import type { Arch } from '../../../engine/linux/index.ts';
import type { Engine, Runtime } from '../../../engine/seccomp/index.ts';
import type { Edit } from '../../../engine/text/index.ts';
import type { OpenMessage } from '../../../instrument/Instrument.ts';
import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import type { SeccompLink } from '../../../share/seccompLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Inspection } from './Inspection.ts';
import type { InspectionQuestion, Question, StackRange } from './Question.ts';
import type { Reply } from './Reply.ts';
import type { StackAnswers } from './StackAnswer.ts';
import type { FreeChoices, Opening, StackParts, Undo } from './State.ts';

/** What can happen. */
export type Message =
  | ReaderMessage
  | OpenMessage<SeccompLink, Opening>
  /** A profile of the list, whose text has to be fetched, and its text once it is there. */
  | { kind: 'fetch'; id: string; stack?: string; over?: StackParts }
  | { kind: 'fetched'; id: string; text: string }
  | { kind: 'trouble'; trouble: Trouble }
  | { kind: 'answered'; question: Question; reply: Reply }
  | { kind: 'look' }
  /** The table of stacks is opened, or closed. */
  | { kind: 'stacks'; of: StackRange }
  | { kind: 'inspected'; question: InspectionQuestion; reply: Inspection | StackAnswers }
  | { kind: 'uninspected'; trouble: Trouble }
  /** The answer takes its time. */
  | { kind: 'late' }
  /** Tables arrived in the page that were missing. */
  | { kind: 'tables' };

/** What the reader can do. */
export type ReaderMessage =
  | { kind: 'preset'; id: string; text: string; stack?: string | undefined; over?: StackParts | undefined }
  /** A stack for the text that is there. */
  | { kind: 'stack'; id: string; over?: StackParts }
  /** The reader's own text again, in the place of a preset. */
  | { kind: 'own' }
  /** Room for a profile to be pasted. */
  | { kind: 'clear' }
  /** The text laid out anew, the same in every word. */
  | { kind: 'format' }
  | { kind: 'undo' }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: OpenedFile }
  | { kind: 'fix'; edits: readonly Edit[]; of: Undo['of'] }
  | { kind: 'fix-all' }
  /** What the refusal's offer does: edits of the profile, capabilities, or both. */
  | { kind: 'offer'; edits: readonly Edit[]; capabilities: readonly string[] }
  | QuestionMessage
  | { kind: 'arch'; arch: Arch }
  | { kind: 'runtime'; runtime: Runtime; release?: string }
  | { kind: 'engine'; engine: Engine; release?: string }
  | { kind: 'libseccomp'; release: string }
  | { kind: 'kernel'; kernel: string }
  | { kind: 'capabilities'; capabilities: readonly string[]; privileged?: true | undefined }
  | { kind: 'capability'; capability: string; on: boolean }
  | { kind: 'choose'; choices: Partial<FreeChoices> };

/** Another question: typed or pasted, of a road in the list, which stays, or of a line of the trace, which stays too. */
export type QuestionMessage =
  | { kind: 'ask' | 'ask-road' | 'ask-line'; call: string }
  | { kind: 'fix-question'; edits: readonly Edit[] };

/** Tells the model what happened. */
export type Dispatch = (message: Message) => void;
