import type { IdKind } from '../../map/Extent.ts';

/** A stretch of a translated line. Without `was` it is as the reader gave it. */
export interface Segment {
  text: string;
  /** What stood there, where it was an id or a name. */
  was?: string;
  /** False where the map has no counterpart. */
  mapped?: boolean;
}

export interface TranslatedLine {
  segments: readonly Segment[];
}

/** Something to know about one id of the listing, told once however often it occurs. */
export interface IdNote {
  kind: IdKind;
  /** The id, or the name, as the listing had it. */
  shown: string;
  code: 'no-counterpart' | 'overflow' | 'name-unknown';
  says: string;
}

export interface Translated {
  lines: readonly TranslatedLine[];
  notes: readonly IdNote[];
}
