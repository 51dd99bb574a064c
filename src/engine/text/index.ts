export { applyEdits } from './applyEdits.ts';
export { counted } from './counted.ts';
export { type Diagnostic, type Edit, error, info, warning } from './Diagnostic.ts';
export { firstProblems, withMore } from './firstProblems.ts';
export { formatJson, isCrowded } from './json/formatJson.ts';
export {
  findMember,
  foldKey,
  type JsonArray,
  type JsonNode,
  type JsonObject,
  type JsonString,
  kindInWords,
  memberOf,
} from './json/JsonNode.ts';
export { readJson } from './json/readJson.ts';
export { parsePieces, readPieces } from './json/readPieces.ts';
export { scanJson } from './json/scanJson.ts';
export { stringOffsets } from './json/scanString.ts';
export type { Parsed } from './Parsed.ts';
export { type Problems, problemsOf, retold } from './Problems.ts';
export { placeDiagnostic, relocateDiagnostic, relocateSpan } from './relocate.ts';
export { type SourceText, sourceText, spanAt } from './SourceText.ts';
export type { Span } from './Span.ts';
export { type Prompt, readPrompt } from './shell/readPrompt.ts';
export {
  type Caller,
  firstCommand,
  optionValues,
  type ShellCommand,
  shellCommands,
  shellWords,
} from './shell/shellCommands.ts';
export { partOf, plainWord, type Segment, splitWord, type Word, wordOf } from './shell/Word.ts';
export { shorten } from './shorten.ts';
