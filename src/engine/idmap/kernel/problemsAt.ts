import { type Diagnostic, placeDiagnostic, type Span } from '../../text/index.ts';

/** Problems of a map that a tool writes, at the places of the reader's text that gave its lines; a line that the tool adds has none. */
export const problemsAt = (
  problems: readonly Diagnostic[],
  lines: readonly { span?: Span | undefined }[],
): Diagnostic[] => problems.map((problem) => placeDiagnostic(problem, ({ line }) => lines[line - 1]?.span));
