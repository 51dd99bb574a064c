import type { Span } from '../../text/index.ts';
import type { IdKind } from '../map/NamespaceMaps.ts';

/** A range of a file, as Go's 64-bit int has it, and the line it stands in. */
export interface RootlessRange {
  start: bigint;
  count: bigint;
  span: Span;
}

/** The ranges of both files, or why rootlesskit ends, in its own words. */
export type RootlessRanges = Record<IdKind, RootlessRange[]> | { refused: string; hint: string };
