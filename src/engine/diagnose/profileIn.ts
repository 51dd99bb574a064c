import { type SourceText, type Span, spanAt } from '../text/index.ts';
import { type Document, documentAt } from '../trace/index.ts';
import { linesOf } from './paragraphs.ts';

/** What only a profile has among its members. */
export const LOOKS_LIKE_PROFILE = /"(?:defaultAction|syscalls)"\s*:/;

/** The place of a seccomp profile among other text, such as the trace that was made under it; undefined where there is none. */
export function profileIn(source: SourceText): Span | undefined {
  if (!LOOKS_LIKE_PROFILE.test(source.text)) return undefined;
  let open: Document | undefined;
  for (const { text, span } of linesOf(source)) {
    const line = { text, start: span.start, line: span.line };
    if (open) open.take(line);
    else open = documentAt(line);
    if (open?.kind !== 'json') open = undefined;
    if (!open?.isWhole()) continue;
    const [first] = open.lines;
    if (first && LOOKS_LIKE_PROFILE.test(open.text())) return spanAt(source, first.start, span.end);
    open = undefined;
  }
  return undefined;
}
