import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileMessage, OwnProfileState, OwnProfileUndo } from '../../../instrument/ownProfile/ownProfile.ts';
import type { WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { IncidentsLink } from '../../../share/incidentsLink.ts';
import type { Incident, Needs } from './Needs.ts';
import type { Reply } from './Reply.ts';

export type Asked = IncidentsLink;
export type Opening = OpeningOf<IncidentsLink>;

/** All that the answer hangs on. */
export interface Question {
  stack: string;
  /** The reader's own; undefined: the stack's default. */
  profile: string | undefined;
  needs: readonly Needs[];
  turn: number;
}

/** Everything that the table of incidents remembers. */
export interface State extends OwnProfileState<Asked, Question, Reply> {
  incidents: readonly Incident[];
  undo: OwnProfileUndo;
}

export type Message =
  | { kind: 'stack'; stack: string }
  | { kind: 'show'; shown: Partial<Pick<Asked, 'stopped' | 'sort'>> }
  | OwnProfileMessage
  | WaitingMessage<Question, Reply>
  | OpenMessage<IncidentsLink, Opening>;

export type Dispatch = (message: Message) => void;
