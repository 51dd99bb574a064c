import { type Diagnostic, type Edit, type SourceText, type Span, spanAt } from '../../text/index.ts';

/** More than these help nobody, and a text of 10 MB may hold a million. */
const LIMIT = 1000;

/** What one problem says; `fix` with offsets in the text. */
export type Problem = Pick<Diagnostic, 'code' | 'severity' | 'message'> & { hint?: string; fix?: Edit[] };

/** Gathers the problems of one text, in any order. */
export interface Problems {
  readonly source: SourceText;
  add(start: number, end: number, problem: Problem): void;
  /** Whether a further problem would only be counted: no need to work out its hint. */
  readonly full: boolean;
  /** The place of a piece of the text. */
  spanOf(piece: { start: number; end: number }): Span;
  /** By place in the text; the last says how many were left out, if any were. */
  list(): Diagnostic[];
}

export function problemsOf(source: SourceText): Problems {
  const found: Diagnostic[] = [];
  let leftOut = 0;
  return {
    source,
    add(start, end, problem) {
      if (found.length < LIMIT) found.push({ ...problem, span: spanAt(source, start, end) });
      else leftOut += 1;
    },
    get full() {
      return found.length >= LIMIT;
    },
    spanOf: ({ start, end }) => spanAt(source, start, end),
    list() {
      const sorted = [...found].sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
      if (leftOut === 0) return sorted;
      return [
        ...sorted,
        {
          code: 'too-many-problems',
          severity: 'error',
          message: `Found ${leftOut} more problems, expected fewer than ${LIMIT}.`,
          hint: 'Mend the first ones: the others often follow from them.',
        },
      ];
    },
  };
}
