import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Mode, OpeningOf, OpenMessage } from '../../../instrument/Instrument.ts';
import type { UidMapLink, UidMapSource } from '../../../share/uidMapLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { MappingRow } from './tools.ts';

/** Where an id is asked for: in the innermost namespace, on the host, or that many namespaces below the host. */
export type AskedSide = UidMapLink['side'];

/** Everything the calculator remembers. */
export interface State extends Choices {
  mode: Mode;
  /** What the reader has; first the namespace next to the host, then each within the one before. */
  texts: readonly [string, ...string[]];
  /** The first text was opened as a file that ends without a newline, and is read as that file until it is something else than its lines. */
  isOpened: boolean;
  mappings: readonly MappingRow[];
  /** The reader or a link said which tool makes the map; until then it is the stack's. */
  isToolChosen: boolean;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The way back from a change that took away what was typed; gone once the reader types again. */
  undo: Undo | undefined;
  /** The reader changed something, so the address may be written. */
  changed: boolean;
}

/** What a change took away, in words and as it was. */
export interface Undo {
  of: 'mappings' | 'texts';
  words: string;
  before: Partial<State>;
}

/** What the reader chose or typed into a field of one line. */
export interface Choices {
  task: UidMapLink['task'];
  /** The stack that was chosen; undefined where a link of before there were stacks is open. */
  stack: string | undefined;
  /** Releases that stand in it instead of its own. */
  versions: UidMapLink['versions'];
  /** The kernel that stands in it instead of its own, as the reader wrote it. */
  kernel: UidMapLink['kernel'];
  /** How the first text is read; `paste` recognises what it is. */
  readAs: UidMapSource;
  reader: UidMapLink['reader'];
  user: string;
  uid: string;
  gid: string;
  kind: UidMapLink['kind'];
  side: AskedSide;
  id: string;
  seen: UidMapLink['seen'];
  have: string;
  prefer: UidMapLink['prefer'];
  tool: UidMapLink['tool'];
  /** The checks that are put to the map, one a line. */
  checks: string;
}

/** A state as an author or a link gives it. */
export type Opening = OpeningOf<UidMapLink>;

/**
 * What can happen. `level` counts texts from 0; `inner` adds one, empty, or takes the last away; `look-up` asks the map that was made; `clear` empties the first text;
 * `read-have` looks up what was given for the ranges; `split-groups` copies the lines that stand for both, for groups of their own; `split` gives the group of a mapping a row of its own.
 */
export type Message =
  | OpenMessage<UidMapLink, Opening>
  | { kind: 'choose'; choices: Partial<Choices> }
  | { kind: 'text'; level: number; text: string }
  | { kind: 'file'; level: number; file: OpenedFile }
  | { kind: 'inner'; change: 'add' | 'remove' }
  | { kind: 'look-up' | 'clear' | 'undo' | 'read-have' | 'split-groups' }
  | { kind: 'mapping'; index: number; mapping: Partial<MappingRow> }
  | { kind: 'mappings'; change: 'add' | 'clear' | { remove: number } | { split: number } };

export type Dispatch = (message: Message) => void;
