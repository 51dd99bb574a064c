import type { Parsed, Span } from '../../text/index.ts';
import { readSubidFile } from './readSubidFile.ts';

/**
 * The ranges that an /etc/subuid or /etc/subgid text lends, in order, and every problem of its lines. The value holds the lines that can be
 * read even where others can't: newuidmap skips what it can't read, and dockerd's stricter reading is `remapFromFile`'s.
 */
export function parseSubids(text: string): Parsed<Subid[]> {
  const lines = readSubidFile(text);
  return {
    value: lines.flatMap(({ owner, start, count, span }) =>
      owner === undefined || start === undefined || count === undefined ? [] : [{ owner, start, count, span }],
    ),
    diagnostics: lines.flatMap((line) => line.diagnostics),
  };
}

/** One line of /etc/subuid or /etc/subgid: `count` ids from `start` up, lent to `owner`, a login name or a uid in digits (subuid(5)). */
export interface Subid {
  owner: string;
  start: number;
  count: number;
  span: Span;
}
