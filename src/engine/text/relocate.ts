import type { Diagnostic } from './Diagnostic.ts';
import type { Span } from './Span.ts';

/** `span`, told of a slice of whole lines, as it stands in the text that the slice was cut from; `at` is where the slice stands there. */
export function relocateSpan(span: Span, at: Span): Span {
  return {
    start: span.start + at.start,
    end: span.end + at.start,
    line: span.line + at.line - 1,
    column: span.line === 1 ? span.column + at.column - 1 : span.column,
  };
}

/** The same for a problem, its fix included. */
export function relocateDiagnostic(diagnostic: Diagnostic, at: Span): Diagnostic {
  const { span, fix } = diagnostic;
  return {
    ...diagnostic,
    ...(span && { span: relocateSpan(span, at) }),
    ...(fix && { fix: fix.map((edit) => ({ ...edit, start: edit.start + at.start, end: edit.end + at.start })) }),
  };
}
