import type { Span } from '../../text/index.ts';

/** A span into a part's text, as a span into the whole that the part was cut from. Parts are whole lines, so columns stay. */
export function inWhole(part: { span: Span }, span: Span): Span {
  return {
    start: part.span.start + span.start,
    end: part.span.start + span.end,
    line: part.span.line + span.line - 1,
    column: span.column,
  };
}
