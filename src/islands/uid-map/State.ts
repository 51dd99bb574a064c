import type { Diagnostic } from '../../engine/text/index.ts';
import type { UidMapLink } from '../../share/UidMapLink.ts';
import type { OpenedFile } from '../../ui/openedFile.ts';
import type { Side } from './picture/Drawing.ts';

/** `page`: the calculator's own page, which keeps its state in the address. `embedded`: in a chapter or a slide. */
export type Mode = 'page' | 'embedded';

export type Source = 'subuid' | 'uid_map';

/** Everything the calculator remembers. */
export interface State {
  mode: Mode;
  source: Source;
  /** What the reader has of each kind; undefined where nothing was given yet. */
  texts: { subuid: string | undefined; uid_map: string | undefined };
  /** The value of --userns-remap, and the uid of that user or ''. */
  user: string;
  uid: string;
  /** The id that is asked for, as typed, and its side. */
  side: Side;
  id: string;
  /** What was wrong with a link or a file; gone at the next change. */
  notices: readonly Diagnostic[];
  /** The reader changed something, so the address may be written. */
  changed: boolean;
}

/** A state as an author or a link gives it. */
export interface Opening {
  link: UidMapLink;
  notices?: readonly Diagnostic[];
}

/** What can happen. `source` shows the other kind of text, `read-as` takes the present text for the other kind. */
export type Message =
  | { kind: 'open'; opening: Opening }
  | { kind: 'source'; source: Source }
  | { kind: 'read-as'; source: Source }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: OpenedFile }
  | { kind: 'user'; user: string }
  | { kind: 'uid'; uid: string }
  | { kind: 'ask'; side: Side; id: string };
