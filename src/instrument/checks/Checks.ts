import type { Diagnostic } from '../../engine/text/index.ts';
import type { Waiting } from '../worker/useWaiting.ts';

/** A trace that the reader opened, under the name of its file. */
export interface TraceFile {
  name: string;
  text: string;
}

/** Checks, and what they are put to. */
export interface ChecksAsked<Subject> {
  subject: Subject;
  text: string;
  files: readonly TraceFile[];
}

export interface ChecksQuestion<Subject> extends ChecksAsked<Subject> {
  turn: number;
}

/** What the instrument can be asked, that shows why a check fails. */
export type Example = { call: string } | { side: 'inside' | 'outside'; id: number };

/** One check, and what came of it. */
export interface CheckShown {
  /** Its line in the text, from 1, and where that begins. */
  line: number;
  start: number;
  text: string;
  ok: boolean;
  /** What the engine found, with the call or the ID that separates that from what was expected. */
  found: string;
  /** That call or ID, where the container in sight gives it the same answer. */
  example?: Example;
}

export interface ChecksReply {
  checks: readonly CheckShown[];
  /** What is wrong with the lines that are no checks. */
  problems: readonly Diagnostic[];
  /** That no container starts under the profile, where no check asks it. */
  warning?: string | undefined;
  /** Why nothing could be checked: there is no profile or map. */
  unasked?: string | undefined;
}

/** What a panel of checks remembers beside the text, which is the instrument's. */
export interface ChecksState<Subject> extends Waiting<ChecksQuestion<Subject>, ChecksReply> {
  asked: ChecksAsked<Subject>;
  /** What was wrong with a file. */
  notices: readonly Diagnostic[];
  /** What was done to the text at a press, and the text before; `after`: as long as this is the text, it can be taken back. */
  undo: { words: string; before: string; after: string } | undefined;
}

/** How the checks in sight are run outside the page, where `waterline.js` is. */
export interface Elsewhere {
  command: string;
  /** What the command reads beside the checks and the page can save; undefined where a name says it. */
  file: { name: string; text: string } | undefined;
  /** What the command can't say of what is in sight. */
  note: string | undefined;
}
