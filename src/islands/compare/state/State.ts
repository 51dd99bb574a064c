import type { Diagnostic } from '../../../engine/text/index.ts';
import type { OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { OwnProfileMessage, OwnProfileUndo } from '../../../instrument/ownProfile/ownProfile.ts';
import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import type { Waiting, WaitingMessage } from '../../../instrument/worker/Waiting.ts';
import type { ComparedSide, CompareLink } from '../../../share/compareLink.ts';
import type { Forecast, Reply } from './Reply.ts';

export type Opening = OpeningOf<CompareLink>;

/** One of the two profiles, with what is not asked at present. */
export interface Side {
  /** The preset that is chosen, also while the reader's own text is compared. */
  preset: string;
  /** The reader's own text, also while a preset is compared. */
  own: string;
  usesOwn: boolean;
  undo: OwnProfileUndo;
}

/** Everything the comparison remembers. */
export interface State extends Waiting<Question, Reply>, Record<ComparedSide, Side> {
  asked: Asked;
  /** Where one stands in the ten years of defaults; undefined: at Docker's newest. */
  at: string | undefined;
  /** How often a link was opened that is about the ten years alone: they are brought into view. */
  toYears: number;
  /** What becomes of the recorded programs, and of which question. */
  forecast: { turn: number; reply: Forecast };
  /** Why what the forecast waits for did not load, while it is tried again. */
  forecastTrouble: Trouble | undefined;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader changed something, so the address may be written. */
  changed: boolean;
}

export type Message =
  | { kind: 'ask'; asked: Partial<Pick<Asked, 'stack' | 'afterStack' | 'arch'>> }
  | { kind: 'preset'; side: ComparedSide; preset: string }
  | { kind: 'own'; side: ComparedSide; message: OwnProfileMessage }
  | { kind: 'swap' }
  | { kind: 'at'; at: string }
  | { kind: 'foreseen'; turn: number; forecast: Forecast }
  | { kind: 'not-foreseen'; trouble: Trouble }
  | WaitingMessage<Question, Reply>
  | OpenMessage<CompareLink, Opening>;

export type Dispatch = (message: Message) => void;

/** What the reader compares: all that a link says but where one stands in the ten years. */
export type Asked = Omit<CompareLink, 'at'>;

/** All that the answer hangs on. */
export interface Question extends Asked {
  /** Rises with every question, so that an answer never takes the place of a newer one. */
  turn: number;
}
