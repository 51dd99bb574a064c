import type { Diagnosis, LeftOut } from '../../../engine/diagnose/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { Waiting, WaitingMessage } from '../../../instrument/worker/useWaiting.ts';
import type { AskLink } from '../../../share/askLink.ts';
import type { Secret } from '../../../share/secretsIn.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';

/** What was pasted. */
export interface Question {
  text: string;
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}

/** A diagnosis, and the link to the state that shows it: the instrument's page and its fragment. */
export interface Shown {
  diagnosis: Diagnosis;
  /** Of a trace, how many lines it has. */
  lines?: number;
  link?: { to: 'uid-map' | 'seccomp' | 'stack' | 'trace'; fragment: string };
}

/** An entry of the reference that is near to a text that is not recognised. */
export interface Near {
  code: string;
  title: string;
}

/** A line that reports an error without an answer, and the fragment that asks about it alone. */
export interface Left {
  line: number;
  offset: number;
  text: string;
  fragment: string;
}

/** All that is found in a text. */
export interface Reply {
  /** The stack whose filter is asked where the text names none. */
  usual: string;
  shown: readonly Shown[];
  near: readonly Near[];
  /** The first lines that an answer leaves open, and how many there are. */
  left: readonly Left[];
  leftCount: number;
  /** The lines in the middle of a long text, of which few or none were read. */
  leftOut: LeftOut | undefined;
}

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
