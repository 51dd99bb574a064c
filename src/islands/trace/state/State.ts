import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileState } from '../../../instrument/ownProfile/ownProfile.ts';
import type { Reading, ReadingMessage } from '../../../instrument/traceFiles/Reading.ts';
import type { WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { ReadFiles, SavedTrace } from '../../../share/traceFile.ts';
import type { ChosenFor, TraceLink } from '../../../share/traceLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Question, Reply } from './Question.ts';

export type Opening = OpeningOf<TraceLink>;

/** Everything the page of traces remembers. */
export interface State extends OwnProfileState<TraceLink, Question, Reply> {
  /** The trace is the page's own: what is pasted takes its place. */
  isExample: boolean;
  /** The trace as a link says it: what looks like a password or a token is masked. */
  shared: string;
  /** What was read of files that no text field holds; the trace in `asked` waits until these are removed. */
  read: ReadFiles | undefined;
  /** The files themselves, to be read again for another architecture; none where a saved state was opened. */
  files: readonly File[];
  reading: Reading | undefined;
  /** How many readings there were. */
  readings: number;
  /** The address holds a state that is being read: the answer that the page is served with is of another. */
  isOpening: boolean;
  /** A trace with a profile in it that stays as it is: a link's, or one that the reader had back. */
  keptWhole: string | undefined;
  /** The newest change that can be taken back, the place where that is said, and what was there before. */
  undo: { of: 'trace' | 'profile' | 'answer'; words: string; before: Before } | undefined;
}

/** What a change took the place of; what is left out, it left alone. */
export type Before = Partial<Pick<State, 'own' | 'usesOwn'> & Pick<TraceLink, 'trace' | 'chosen'>>;

export type Message =
  | { kind: 'ask'; asked: Partial<Pick<TraceLink, 'stack' | 'arch' | 'otherwise'>> }
  | { kind: 'trace'; trace: string }
  | { kind: 'own'; text: string }
  | { kind: 'uses-own'; usesOwn: boolean }
  | { kind: 'use'; text: string }
  | { kind: 'take-profile' }
  | { kind: 'choose'; chosen: ChosenFor }
  | { kind: 'file'; of: 'trace' | 'profile'; file: OpenedFile }
  | { kind: 'profile-dropped'; file: OpenedFile; trace: Message | undefined }
  | { kind: 'files'; files: readonly File[] }
  | ReadingMessage<ReadFiles>
  | { kind: 'files-cancel' }
  | { kind: 'files-remove' }
  | { kind: 'saved'; name: string; saved: SavedTrace | undefined }
  | { kind: 'undo' }
  | { kind: 'opening' }
  | WaitingMessage<Question, Reply>
  | OpenMessage<TraceLink, Opening>;

export type Dispatch = (message: Message) => void;
