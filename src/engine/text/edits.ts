import type { Diagnostic, Edit, Span } from './bytesText.ts';

/** `text` with every edit made; edits name offsets in the text as given and must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  }
  return result;
}

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
  const { fix } = diagnostic;
  return {
    ...placeDiagnostic(diagnostic, (span) => relocateSpan(span, at)),
    ...(fix && { fix: fix.map((edit) => ({ ...edit, start: edit.start + at.start, end: edit.end + at.start })) }),
  };
}

/** A problem with its places put where `place` says, also in its words; a place that is in no text of the reader's is left out. */
export function placeDiagnostic(diagnostic: Diagnostic, place: (span: Span) => Span | undefined): Diagnostic {
  const { span, mentions, fix: _, ...others } = diagnostic;
  const [at, other] = [span, mentions].map((each) => each && place(each));
  return {
    ...others,
    ...(at && { span: at }),
    ...(other && { mentions: other }),
    ...(mentions && {
      message: others.message.replace(`in line ${mentions.line}`, other ? `in line ${other.line}` : 'mapped'),
    }),
  };
}
