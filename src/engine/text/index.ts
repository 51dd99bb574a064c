export { applyEdits } from './applyEdits.ts';
export { counted } from './counted.ts';
export { type Diagnostic, type Edit, error, info, warning } from './Diagnostic.ts';
export { firstProblems, withMore } from './firstProblems.ts';
export type { Parsed } from './Parsed.ts';
export { placeDiagnostic, relocateDiagnostic, relocateSpan } from './relocate.ts';
export { type SourceText, sourceText, spanAt } from './SourceText.ts';
export type { Span } from './Span.ts';
export { shorten } from './shorten.ts';
