import type { Diagnostic } from '../../../engine/text/index.ts';
import type { ReadFiles } from '../../../share/traceFile.ts';
import type { Message, State } from './State.ts';

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

type ReadingMessage = Exclude<FilesMessage, { kind: 'files' | 'files-cancel' | 'files-remove' }>;

function updateReading(state: State, reading: NonNullable<State['reading']>, message: ReadingMessage): State {
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
  const of = files.reduce((sum, { size }) => sum + size, 0);
  return { ...state, readings: id, reading: { id, files, arch: state.asked.arch, bytes: 0, of } };
}

/** What was read takes the place of the text, which stays. */
export function withFiles(state: State, read: ReadFiles): State {
  const asked = state.read === undefined ? { ...state.asked, chosen: [] } : state.asked;
  return { ...state, asked, read, undo: undefined, changed: true, turn: state.turn + 1 };
}

/** The text answers again. */
export function withoutFiles(state: State): State {
  const idle = { ...state, reading: undefined, files: [] };
  if (state.read === undefined) return idle;
  return { ...idle, read: undefined, asked: { ...state.asked, chosen: [] }, turn: state.turn + 1 };
}

function unreadable([file]: readonly File[]): Diagnostic {
  return {
    code: 'file-unreadable',
    severity: 'error',
    message: `${file?.name ?? 'The file'} can’t be read.`,
    hint: 'Choose it again.',
  };
}
