export { applyEdits } from './applyEdits.ts';
export { counted } from './counted.ts';
export { type Diagnostic, type Edit, error, info, warning } from './Diagnostic.ts';
export { firstProblems, withMore } from './firstProblems.ts';
export { formatJson, isCrowded } from './json/formatJson.ts';
export {
  type JsonArray,
  type JsonNode,
  type JsonObject,
  type JsonString,
  kindInWords,
  leftBehind,
  replacedBy,
} from './json/JsonNode.ts';
export { memberOf } from './json/memberOf.ts';
export { readJson } from './json/readJson.ts';
export { stringOffsets } from './json/stringOffsets.ts';
export type { Parsed } from './Parsed.ts';
export { type Problems, problemsOf, retold } from './Problems.ts';
export { placeDiagnostic, relocateDiagnostic, relocateSpan } from './relocate.ts';
export { type SourceText, sourceText, spanAt } from './SourceText.ts';
export type { Span } from './Span.ts';
export { shorten } from './shorten.ts';
