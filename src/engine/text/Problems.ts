import type { Diagnostic, Edit } from './Diagnostic.ts';
import { type SourceText, type Span, spanAt } from './SourceText.ts';

/** More than these help nobody, and a text of 10 MB may hold a million. */
const LIMIT = 1000;

interface Place {
  start: number;
  end: number;
}

/** Gathers the problems of one text, in any order. */
export interface Problems {
  readonly source: SourceText;
  /** Says at a place what is wrong and what to do next; `fix` is another text for the place, or edits. */
  tell(
    place: Place,
    severity: Diagnostic['severity'],
    code: string,
    message: string,
    hint: string,
    fix?: string | Edit[],
  ): void;
  /** Whether a further problem would only be counted: no need to work out its hint. */
  readonly full: boolean;
  /** The place of a piece of the text. */
  spanOf(place: Place): Span;
  /** By place in the text; the last says how many were left out, if any were. */
  list(): Diagnostic[];
}

/** The same problems, told in another way. */
export function retold(problems: Problems, tell: Problems['tell']): Problems {
  const { source, spanOf, list } = problems;
  return {
    source,
    spanOf,
    list,
    tell,
    get full() {
      return problems.full;
    },
  };
}

/** `most`: how many are worked out and told, 0 where only the value is wanted. */
export function problemsOf(source: SourceText, most = LIMIT): Problems {
  const found: Diagnostic[] = [];
  let leftOut = 0;
  return {
    source,
    tell({ start, end }, severity, code, message, hint, fix) {
      if (found.length >= most) {
        leftOut += 1;
        return;
      }
      const edits = typeof fix === 'string' ? [{ start, end, text: fix }] : fix;
      const span = spanAt(source, start, end);
      found.push({ code, severity, message, hint, span, ...(edits !== undefined && { fix: edits }) });
    },
    get full() {
      return found.length >= most;
    },
    spanOf: ({ start, end }) => spanAt(source, start, end),
    list() {
      const sorted = [...found].sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
      return withMore(sorted, leftOut);
    },
  };
}

/** The first `most` of the problems; where there are more, a last one says how many, so that no text fills a page with them. */
export function firstProblems(found: readonly Diagnostic[], most: number): Diagnostic[] {
  return withMore(found.slice(0, most), Math.max(0, found.length - most));
}

/** The problems, and behind them how many were left out, if any were. */
function withMore(shown: readonly Diagnostic[], leftOut: number): Diagnostic[] {
  if (leftOut === 0) return [...shown];
  const message = leftOut === 1 ? 'One more problem is not listed.' : `${leftOut} more problems are not listed.`;
  const hint = 'Fix the first ones: the others often follow from them.';
  return [...shown, { code: 'too-many-problems', severity: 'error', message, hint }];
}
