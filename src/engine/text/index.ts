export { bytesText, traceDecoder } from './bytesText.ts';
export { countBefore } from './countBefore.ts';
export { type Diagnostic, type Edit, error, info, isError, type Parsed, refused, warning } from './Diagnostic.ts';
export { applyEdits, placeDiagnostic, relocateDiagnostic, relocateSpan } from './edits.ts';
export { formatJson, isCrowded } from './json/formatJson.ts';
export {
  findMember,
  foldKey,
  type JsonArray,
  type JsonNode,
  type JsonObject,
  type JsonString,
  kindInWords,
  type Member,
  memberOf,
  valuesOf,
} from './json/JsonNode.ts';
export { readJson } from './json/readJson.ts';
export { parsePieces, readPieces } from './json/readPieces.ts';
export { scanJson } from './json/scanJson.ts';
export { stringOffsets } from './json/scanString.ts';
export { later, NotLoaded, whenThere } from './later.ts';
export { firstProblems, type Problems, problemsOf, retold } from './Problems.ts';
export { type SourceText, type Span, sourceText, spanAt } from './SourceText.ts';
export { type FoundOption, type OptionTable, optionTable, readOptions } from './shell/readOptions.ts';
export { type Prompt, readPrompt } from './shell/readPrompt.ts';
export {
  firstCommand,
  optionValues,
  shellCommands,
  shellWords,
} from './shell/shellCommands.ts';
export {
  fileWord,
  hasControls,
  nameWord,
  pathWord,
  type ShellWord,
  shell,
  shellWord,
  UNFIT_PATH,
} from './shell/shellWord.ts';
export { partOf, plainWord, type Segment, splitWord, type Word, wordOf } from './shell/Word.ts';
export { counted, shorten } from './words.ts';
