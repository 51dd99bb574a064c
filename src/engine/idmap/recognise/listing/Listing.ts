import type { Span } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';

/** One user or group that a listing shows: a number, a name, or both. Spans are into the part's text. */
export interface ListedId {
  kind: IdKind;
  id?: number;
  name?: string;
  /** Where the number stands; where only a name is shown, the name. */
  span: Span;
  /** Where the name stands beside the number, and what the program prints there for an id that has no name. */
  nameAt?: { span: Span; nameless: 'nothing' | 'UNKNOWN'; width?: number };
  /** The column of a table, counted from 0, and the side to which the program sets it; a listing that is no table has neither. */
  column?: { index: number; align: 'left' | 'right' };
  /** How wide at least the program prints the number, outside a table; it fills up with blanks at the left. */
  width?: number;
  /** Which side of the map it is, where the program says so itself: podman top's HUSER is the host's. */
  side?: 'inside' | 'outside';
}

/** What `ls` and `stat` tell of a file beside its owner. */
export interface ListedFile {
  /** As printed, ten characters: "drwxr-x---". */
  modeText: string;
  /** The lower nine bits, as 0o750. */
  mode: number;
  directory: boolean;
  /** A "+" after the mode: an access control list counts as well (getfacl shows it). */
  hasAcl: boolean;
  /** A "." after the mode: the file has an SELinux context, and no ACL. */
  hasLabel: boolean;
}

/** A file, a process or an entry of a list, with the ids it shows. */
export interface ListedRow {
  /** The file's name, the process's command, or whatever names the row; '' where nothing does. */
  what: string;
  span: Span;
  ids: readonly ListedId[];
  file?: ListedFile;
}

/** A column's title, which has to be as wide as what stands below it. */
export interface ListedTitle {
  span: Span;
  column: { index: number; align: 'left' | 'right' };
}

export interface Listing {
  rows: readonly ListedRow[];
  titles: readonly ListedTitle[];
}
