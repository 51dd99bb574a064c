import { type Diagnostic, type Parsed, sourceText } from '../../../text/index.ts';
import { readWish } from './readWish.ts';
import type { Wish } from './Wish.ts';

/** What a text wishes, and what it says of the rest ("the rest from my range", "nothing else"), if anything. */
export interface ParsedWishes extends Parsed<Wish[]> {
  rest?: boolean;
}

/** A clause ends at a line's end, a comma, a semicolon, a full stop or an "and"; a comment runs to the line's end. */
const CLAUSE_END = /#[^\n]*|[\n,;]|\.(?=\s|$)|\band\b/gi;

/**
 * Wishes as people write them, one a clause: `1000:1005`, `1000=1005`, `1000 -> 1005`, `uid 33 33`, `g44:44`, `1000-1009:2000-2009`,
 * `1000:1005:2` (with a count, as Podman's --uidmap), "1000 inside must be 1005 outside", "uid 1000 in the container is 1005 on the host". The
 * inside id comes first unless the words say otherwise. "uid" and "gid" wish for one kind, else it is for both. Every clause that can't
 * be read is an error at its place, and then there is no value.
 */
export function parseWishes(text: string): ParsedWishes {
  const source = sourceText(text);
  const wishes: Wish[] = [];
  const diagnostics: Diagnostic[] = [];
  let rest: boolean | undefined;
  let start = 0;
  const read = (end: number) => {
    const clause = readWish(source, start, end);
    if (clause === undefined) return;
    if (clause.wish) wishes.push(clause.wish);
    rest = clause.rest ?? rest;
    for (const diagnostic of clause.diagnostics) diagnostics.push(diagnostic);
  };
  for (const match of text.matchAll(CLAUSE_END)) {
    read(match.index);
    start = match.index + match[0].length;
  }
  read(text.length);
  return {
    value: diagnostics.length > 0 ? undefined : wishes,
    diagnostics,
    ...(rest !== undefined && { rest }),
  };
}
