import type { FoundCall, TraceFormat } from '../LineReader.ts';

/** A place in the text of the JSON. */
export interface JsonPlace {
  start: number;
  end: number;
}

/** A call that JSON tells of, with its place where it is a piece of the whole. */
export type JsonCall = FoundCall & { at?: JsonPlace };

/** What one piece of JSON is known to be. */
export interface JsonFound {
  format: TraceFormat;
  calls: readonly JsonCall[];
  unread?: readonly JsonPlace[];
  /** How many records the tool says it left out. */
  lost?: number;
}
