import type { Diagnostic } from '../../../engine/text/index.ts';
import {
  fileNames,
  type Reading,
  type ReadingMessage,
  readingOf,
  unreadable,
} from '../../../instrument/traceFiles/Reading.ts';
import type { ReadFiles } from '../../../share/traceFile.ts';
import type { TraceLink } from '../../../share/traceLink.ts';
import type { Message, Opening, State } from './State.ts';

export type FilesMessage = Extract<Message, { kind: `files${string}` }>;

/** What comes of opening, reading and removing files whose text no field holds. */
export function updateFiles(state: State, message: FilesMessage): State {
  switch (message.kind) {
    case 'files':
      return beginReading({ ...state, notices: [] }, message.files);
    case 'files-cancel':
      return { ...state, reading: undefined };
    case 'files-remove':
      return withoutFiles({ ...state, notices: [], changed: true });
    default:
      return state.reading?.id === message.id ? updateReading(state, state.reading, message) : state;
  }
}

function updateReading(state: State, reading: Reading, message: ReadingMessage<ReadFiles>): State {
  switch (message.kind) {
    case 'files-progress':
      return { ...state, reading: { ...reading, bytes: message.bytes } };
    case 'files-failed':
      return { ...state, reading: undefined, notices: [unreadable(reading.files)] };
    case 'files-read':
      return withFiles({ ...state, reading: undefined, files: reading.files }, message.read);
  }
}

/** Reads files anew: opened ones, or those of the present trace for another architecture. */
export function beginReading(state: State, files: readonly File[]): State {
  const id = state.readings + 1;
  return { ...state, readings: id, reading: readingOf(id, files, state.asked.arch) };
}

/** What was read takes the place of the text, which stays. */
export function withFiles(state: State, read: ReadFiles): State {
  const asked = state.read === undefined ? { ...state.asked, chosen: [] } : state.asked;
  const undo = state.undo?.before.trace === undefined ? state.undo : undefined;
  return { ...state, asked, read, undo, changed: true, turn: state.turn + 1 };
}

/** The text answers again. */
export function withoutFiles(state: State): State {
  const idle = { ...state, reading: undefined, files: [] };
  if (state.read === undefined) return idle;
  return { ...idle, read: undefined, asked: { ...state.asked, chosen: [] }, turn: state.turn + 1 };
}

/** The state as a link says it: without secrets, and of files with their name, not the text that waits until they are removed. */
export const linkOf = ({ asked, shared, read }: Pick<State, 'asked' | 'shared' | 'read'>): TraceLink =>
  read === undefined ? { ...asked, trace: shared } : { ...asked, trace: '', file: fileNames(read.parts) };

/** The state that a link opens: it has the name of the file at most. */
export function openingOf({ file, ...link }: TraceLink, notices: readonly Diagnostic[]): Opening {
  const opened = { link: { ...link, file: undefined }, notices };
  return file === undefined ? opened : { ...opened, notices: [...notices, notInLink(file)] };
}

const notInLink = (file: string): Diagnostic => ({
  code: 'trace-not-in-link',
  severity: 'warning',
  message: `The trace on this page was read from ${file}. The page’s address contains the file’s name, not its text.`,
  hint: 'Open the file again.',
});
